package illumiomonitor.engine.pull;

import illumiomonitor.spi.Endpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The versions of one PCE's endpoints. A row of an answer names a version by its place here; what
 * was learned about its identity is kept beside it. Not thread-safe.
 */
final class Endpoints {

    private final Jdbi jdbi;
    private final Ids ids;
    private final int pceId;
    private final Fingerprint print = new Fingerprint();
    private final PrintTable places = new PrintTable();
    private final List<Version> unsaved = new ArrayList<>();
    private final boolean kept;
    private int size;
    private int[] id = new int[256];
    private long[] addressHi = new long[256];
    private long[] addressLo = new long[256];
    private int[] workload = new int[256];

    /** A version as the table has it. */
    private record Version(
            int id,
            String ip,
            String href,
            String name,
            String fqdn,
            boolean managed,
            String enforcement,
            String labels,
            String ipLists) {

        static Version of(Endpoint endpoint) {
            return new Version(
                    0,
                    Texts.clean(endpoint.ip(), 45),
                    Texts.clean(endpoint.href(), 255),
                    Texts.clean(endpoint.name(), 255),
                    Texts.clean(endpoint.fqdn(), 255),
                    endpoint.managed(),
                    Texts.clean(endpoint.enforcement(), 20),
                    Texts.clean(Texts.labels(endpoint.labels()), 4000),
                    Texts.clean(Texts.sorted(endpoint.ipLists()), 4000));
        }

        static Version of(ResultSet row) throws SQLException {
            return new Version(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getBoolean(6),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9));
        }

        Object[] columns(int pceId) {
            return new Object[] {
                id, pceId, ip, href, name, fqdn, managed, enforcement, labels, ipLists
            };
        }

        Version numbered(int number) {
            return new Version(number, ip, href, name, fqdn, managed, enforcement, labels, ipLists);
        }
    }

    /**
     * @param kept whether versions that no row of the store names may be written
     */
    Endpoints(Jdbi jdbi, Ids ids, int pceId, boolean kept) {
        this.kept = kept;
        this.jdbi = jdbi;
        this.ids = ids;
        this.pceId = pceId;
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select endpoint_id, ip, href, name, fqdn, managed, enforcement, labels, ip_lists
                                          from endpoint
                                         where pce_id = :pce
                                         order by endpoint_id
                                        """)
                                .bind("pce", pceId)
                                .setFetchSize(1000)
                                .map((row, ctx) -> Version.of(row))
                                .forEach(this::know));
    }

    /** The place of this version, a new one if it never came before. */
    int of(Endpoint endpoint) {
        Version version = Version.of(endpoint);
        contents(version);
        int known = places.get(print.hi(), print.lo());
        if (known != PrintTable.ABSENT) {
            return known;
        }
        Version fresh = version.numbered(ids.endpoints(jdbi, 1));
        unsaved.add(fresh);
        int place = know(fresh);
        if (kept && unsaved.size() >= TrafficWriter.CHUNK) {
            save();
        }
        return place;
    }

    /** The version's number in the store. */
    int id(int place) {
        return id[place];
    }

    /**
     * The place of a stored version.
     *
     * @throws IllegalStateException if the store does not have it
     */
    int place(int endpointId) {
        int place = Arrays.binarySearch(id, 0, size, endpointId);
        if (place < 0) {
            throw new IllegalStateException(
                    "a flow names endpoint " + endpointId + ", which the store does not have");
        }
        return place;
    }

    /** Adds what tells the address apart. */
    void address(Fingerprint sum, int place) {
        sum.add(addressHi[place]).add(addressLo[place]);
    }

    /** Tells the two workloads of a row apart, as far as a VEN runs there. */
    int workloads(int src, int dst) {
        return workload[src] * 31 + workload[dst];
    }

    /** Writes the new ones; until then no row may name them. */
    void save() {
        if (unsaved.isEmpty()) {
            return;
        }
        jdbi.useTransaction(
                handle -> {
                    PreparedBatch batch =
                            handle.prepareBatch(
                                    """
                                    insert into endpoint (endpoint_id, pce_id, ip, href, name, fqdn, managed, enforcement, labels, ip_lists)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                    """);
                    unsaved.forEach(version -> batch.add(version.columns(pceId)));
                    batch.execute();
                });
        unsaved.clear();
    }

    private void contents(Version version) {
        print.start()
                .add(version.ip())
                .add(version.href())
                .add(version.name())
                .add(version.fqdn())
                .add(version.managed() ? 1L : 0L)
                .add(version.enforcement())
                .add(version.labels())
                .add(version.ipLists())
                .finish();
    }

    private int know(Version version) {
        int place = size++;
        if (place == id.length) {
            id = Arrays.copyOf(id, place * 2);
            addressHi = Arrays.copyOf(addressHi, place * 2);
            addressLo = Arrays.copyOf(addressLo, place * 2);
            workload = Arrays.copyOf(workload, place * 2);
        }
        id[place] = version.id();
        contents(version);
        places.put(print.hi(), print.lo(), place);
        print.start().add(version.ip()).finish();
        addressHi[place] = print.hi();
        addressLo[place] = print.lo();
        print.start().add(version.managed() ? version.href() : "").finish();
        workload[place] = (int) print.lo();
        return place;
    }
}
