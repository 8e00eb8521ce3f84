package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.db.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what must never be in the store, where one writer and no index keeps it out. Reads
 * everything, a day at a time. Thread-safe.
 */
public final class Integrity {

    private final Store store;

    public Integrity(Store store) {
        this.store = store;
    }

    private record Look(long hi, long lo, int bucket, int first, int state, int workloads) {}

    /** What is wrong, a sentence each; empty when the store is sound. */
    public List<String> check() throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (int pce : pces()) {
            Dictionary dictionary = Dictionary.read(store, pce);
            for (long day : days()) {
                DayLedger ledger = new LedgerReader(store, pce, dictionary).read(day, Mode.CLIPPED);
                identities(ledger, pce, day, wrong);
            }
        }
        increments(wrong);
        return wrong;
    }

    private static void identities(DayLedger ledger, int pce, long day, List<String> wrong) {
        Set<Look> looks = new HashSet<>();
        Set<Long> inbound = new HashSet<>();
        ledger.forEach(
                row -> {
                    Look look =
                            new Look(
                                    row.hi,
                                    row.lo,
                                    row.bucket,
                                    row.first,
                                    row.state,
                                    row.workloads);
                    if (!row.absorbed && !looks.add(look)) {
                        wrong.add(
                                "PCE %d: flow %d is another row's twin"
                                        .formatted(pce, ledger.flowId(row)));
                    }
                    if (row.isInbound()) {
                        inbound.add(row.connection);
                    }
                });
        ledger.forEach(
                row -> {
                    if (row.isOutbound() && row.counted && inbound.contains(row.connection)) {
                        wrong.add(
                                "PCE %d, %s: flow %d counts beside its inbound twin"
                                        .formatted(pce, Times.date(day), ledger.flowId(row)));
                    }
                });
    }

    /** Every increment belongs to a flow, is not negative, and totals fall only at a reset. */
    private void increments(List<String> wrong) throws InterruptedException {
        Map<Long, long[]> totals = new HashMap<>();
        try (Handle handle = store.jdbi().open()) {
            Connection connection = handle.getConnection();
            for (long day : days()) {
                totals.clear();
                try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                select i.flow_id, f.flow_id, i.connections, i.bytes_in, i.bytes_out,
                                       i.total_connections, i.total_in, i.total_out, i.basis
                                  from increment i
                                  left join flow f on f.flow_id = i.flow_id
                                 where i.flow_id > ? and i.flow_id < ?
                                 order by i.increment_id
                                """)) {
                    statement.setLong(1, day * Ids.FLOWS);
                    statement.setLong(2, (day + 1) * Ids.FLOWS);
                    statement.setFetchSize(10_000);
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            increment(row, totals, wrong);
                        }
                    }
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped while checking");
                }
            }
        } catch (SQLException e) {
            throw new StoreException(
                    StoreException.Problem.BROKEN,
                    "The increments cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static void increment(ResultSet row, Map<Long, long[]> totals, List<String> wrong)
            throws SQLException {
        long flow = row.getLong(1);
        row.getLong(2);
        if (row.wasNull()) {
            wrong.add("an increment names flow " + flow + ", which does not exist");
        }
        boolean reset = row.getInt(9) == 3;
        long[] now = {row.getLong(6), row.getLong(7), row.getLong(8)};
        long[] before = totals.put(flow, now);
        for (int i = 0; i < 3; i++) {
            if (row.getLong(3 + i) < 0) {
                wrong.add("flow " + flow + " has a negative increment");
            }
            if (before != null && !reset && now[i] < before[i]) {
                wrong.add("the totals of flow " + flow + " fall without a reset");
            }
        }
    }

    private List<Integer> pces() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select pce_id from pce order by pce_id")
                                        .mapTo(Integer.class)
                                        .list());
    }

    private List<Long> days() {
        return store.jdbi()
                .withHandle(
                        handle -> {
                            List<Long> days = new ArrayList<>();
                            Long next = first(handle, 0);
                            while (next != null) {
                                days.add(next);
                                next = first(handle, (next + 1) * Ids.FLOWS);
                            }
                            return days;
                        });
    }

    private static @Nullable Long first(Handle handle, long above) {
        return handle.createQuery("select min(flow_id) from flow where flow_id > :above")
                .bind("above", above)
                .mapTo(Long.class)
                .findOne()
                .map(id -> id / Ids.FLOWS)
                .orElse(null);
    }
}
