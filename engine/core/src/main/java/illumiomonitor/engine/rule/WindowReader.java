package illumiomonitor.engine.rule;

import illumiomonitor.db.RightOfWay.Courtesy;
import illumiomonitor.db.Store;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.engine.reference.References;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads the flows of a window from what committed pulls left in the store: what each flow row grew
 * by in it, once per connection. Thread-safe; what it has read before it reads no more.
 */
final class WindowReader {

    /** Addresses of one question. */
    private static final int ASKED = 200;

    /** Increments that are kept while nothing else is done. */
    private static final long ALONG = 700_000;

    private final Store store;
    private final Duration spreadAfter;
    private final int maxFacts;
    private final IncrementSource source;
    private final Dictionary dictionary;
    private final MovedStarts moved;
    private final References references;
    private final Completed completed = new Completed();
    private final FirstSeen firstSeen;

    /**
     * @param references what the PCE's lists say of endpoints
     * @param spreadAfter a longer span is shared out over the windows it covers
     * @param maxFacts more flows than this are not held in memory one by one
     */
    WindowReader(
            Store store,
            References references,
            Duration spreadAfter,
            int maxFacts,
            FirstSeen firstSeen) {
        this(
                store,
                references,
                spreadAfter,
                maxFacts,
                firstSeen,
                new StoredIncrements(),
                new Dictionary(),
                new MovedStarts());
    }

    private WindowReader(
            Store store,
            References references,
            Duration spreadAfter,
            int maxFacts,
            FirstSeen firstSeen,
            IncrementSource source,
            Dictionary dictionary,
            MovedStarts moved) {
        this.firstSeen = firstSeen;
        this.store = store;
        this.references = references;
        this.spreadAfter = spreadAfter;
        this.maxFacts = maxFacts;
        this.source = source;
        this.dictionary = dictionary;
        this.moved = moved;
    }

    FirstSeen firstSeen() {
        return firstSeen;
    }

    /** One for many windows of a stretch, in order: each pull is read once. For one thread. */
    WindowReader alongTime() {
        return with(new KeptIncrements(ALONG, true));
    }

    /** One for so many windows of one tick: what they share is read once. For one thread. */
    WindowReader atOneTick(int windows) {
        return with(source.forWindows(windows));
    }

    /** One that lets others go first while it reads. For one thread. */
    WindowReader with(Courtesy courtesy) {
        return with(new StoredIncrements(courtesy));
    }

    private WindowReader with(IncrementSource from) {
        return new WindowReader(
                store, references, spreadAfter, maxFacts, firstSeen, from, dictionary, moved);
    }

    SeenFlows flows(int pceId, String pce, Stretch stretch) throws InterruptedException {
        try (Handle handle = store.jdbi().open()) {
            List<Pulls.Pull> pulls = Pulls.touching(handle, pceId, stretch);
            return read(handle, pceId, pce, pulls, stretch);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Connections of a stretch that got no answer, by pair of addresses. Makes no facts, so that
     * many hours can be asked for.
     *
     * @param ports which destination ports count
     */
    Map<FlowWindows.Pair, Long> unanswered(int pceId, Stretch stretch, IntPredicate ports)
            throws InterruptedException {
        try (Handle handle = store.jdbi().open()) {
            Connection connection = handle.getConnection();
            Increments increments = new Increments(source, stretch, spreadAfter);
            increments.read(connection, Pulls.touching(handle, pceId, stretch));
            Grown[] grown = increments.grown();
            lookUp(connection, grown);
            Grown[] stopped =
                    Arrays.stream(counted(connection, grown))
                            .filter(row -> row.stored().unanswered())
                            .filter(row -> ports.test(row.stored().port()))
                            .toArray(Grown[]::new);
            return pairs(connection, stopped);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private Map<FlowWindows.Pair, Long> pairs(Connection connection, Grown[] grown)
            throws SQLException, InterruptedException {
        IntSet ids = new IntSet();
        for (Grown row : grown) {
            ids.add(row.src);
            ids.add(row.dst);
        }
        LongTable<Endpoint> endpoints = dictionary.endpoints.table(connection, ids.sorted());
        Map<FlowWindows.Pair, Long> pairs = new HashMap<>();
        for (Grown row : grown) {
            Endpoint src = endpoints.get(row.src);
            Endpoint dst = endpoints.get(row.dst);
            if (src != null && dst != null) {
                pairs.merge(new FlowWindows.Pair(src.ip(), dst.ip()), row.connections, Long::sum);
            }
        }
        return pairs;
    }

    /** What one pull alone brought for a stretch. */
    SeenFlows pulled(int pceId, String pce, long pull, Stretch stretch)
            throws InterruptedException {
        try (Handle handle = store.jdbi().open()) {
            List<Pulls.Pull> alone = List.of(Pulls.Pull.only(pceId, pull, stretch.to()));
            return read(handle, pceId, pce, alone, stretch);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("the flows of a window could not be read", e);
    }

    /** The newest version of each address. */
    Map<String, Endpoint> newest(Handle handle, int pceId, Collection<String> ips)
            throws SQLException, InterruptedException {
        List<String> wanted = List.copyOf(ips);
        List<Long> ids = new ArrayList<>();
        for (int at = 0; at < wanted.size(); at += ASKED) {
            ids.addAll(
                    handle.createQuery(
                                    """
                                    select max(endpoint_id)
                                      from endpoint
                                     where pce_id = :pce
                                       and ip in (<ips>)
                                     group by ip
                                    """)
                            .bind("pce", pceId)
                            .bindList(
                                    "ips", wanted.subList(at, Math.min(wanted.size(), at + ASKED)))
                            .mapTo(Long.class)
                            .list());
        }
        long[] sorted = ids.stream().mapToLong(Long::longValue).sorted().toArray();
        Map<String, Endpoint> newest = new HashMap<>();
        for (Endpoint endpoint :
                dictionary.endpoints.table(handle.getConnection(), sorted).values()) {
            newest.put(endpoint.ip(), endpoint);
        }
        return newest;
    }

    private SeenFlows read(
            Handle handle, int pceId, String pce, List<Pulls.Pull> pulls, Stretch stretch)
            throws SQLException, InterruptedException {
        Connection connection = handle.getConnection();
        Increments increments = new Increments(source, stretch, spreadAfter);
        Map<Long, Instant> pulledAt = new TreeMap<>();
        for (Pulls.Pull pull : pulls) {
            pulledAt.put(pull.id(), Micros.instant(pull.answeredAt()));
        }
        increments.read(connection, pulls);
        Grown[] grown = increments.grown();
        moved.readOn(connection);
        lookUp(connection, grown);
        Grown[] counted = counted(connection, grown);
        Reference reference = references.asOf(handle, pceId, Micros.instant(stretch.to()));
        Making making = making(connection, pceId, pce, stretch, counted, pulledAt, reference);
        return seen(counted, making);
    }

    private void lookUp(Connection connection, Grown[] grown)
            throws SQLException, InterruptedException {
        long[] ids = new long[grown.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = grown[i].flowId;
        }
        List<@Nullable StoredFlow> stored = dictionary.flows.of(connection, ids);
        for (int i = 0; i < ids.length; i++) {
            grown[i].stored = stored.get(i);
        }
    }

    private static Grown[] counted(Connection connection, Grown[] grown)
            throws SQLException, InterruptedException {
        long[] doubtful =
                Arrays.stream(grown)
                        .filter(row -> row.stored != null && row.stored.mayHaveTwin())
                        .mapToLong(row -> row.flowId)
                        .toArray();
        long[] uncounted = Twins.uncounted(connection, doubtful);
        return Arrays.stream(grown)
                .filter(row -> row.stored != null && row.stored.counted())
                .filter(
                        row ->
                                uncounted.length == 0
                                        || Arrays.binarySearch(uncounted, row.flowId) < 0)
                .toArray(Grown[]::new);
    }

    private Making making(
            Connection connection,
            int pceId,
            String pce,
            Stretch stretch,
            Grown[] grown,
            Map<Long, Instant> pulledAt,
            Reference reference)
            throws SQLException, InterruptedException {
        IntSet endpoints = new IntSet();
        IntSet terms = new IntSet();
        for (Grown row : grown) {
            endpoints.add(row.src);
            endpoints.add(row.dst);
            StoredFlow flow = row.stored();
            terms.add(flow.process());
            terms.add(flow.user());
            terms.add(flow.service());
            terms.add(flow.state());
            terms.add(flow.transmission());
        }
        return new Making(
                pceId,
                pce,
                stretch,
                completed.table(
                        pce,
                        reference,
                        endpoints.sorted(),
                        dictionary.endpoints.table(connection, endpoints.sorted())),
                dictionary.terms.table(connection, terms.sorted()),
                moved,
                Notes.of(connection, pulledAt.keySet()),
                firstSeen,
                pulledAt,
                new Moments());
    }

    private SeenFlows seen(Grown[] grown, Making making) {
        boolean held = grown.length <= maxFacts;
        List<Flow> flows = held ? made(grown, making) : view(grown, making);
        return new SeenFlows(flows, held, new Tales(grown)::of);
    }

    private static List<Flow> made(Grown[] grown, Making making) {
        List<Flow> flows = new ArrayList<>(grown.length);
        for (Grown row : grown) {
            flows.add(making.flow(row));
        }
        return flows;
    }

    private static List<Flow> view(Grown[] grown, Making making) {
        return new AbstractList<>() {
            @Override
            public Flow get(int index) {
                return making.flow(grown[index]);
            }

            @Override
            public int size() {
                return grown.length;
            }
        };
    }
}
