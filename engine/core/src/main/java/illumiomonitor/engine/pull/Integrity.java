package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.db.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what must never be in the store, where one writer and no index keeps it out. Reads
 * everything, a day at a time. Thread-safe.
 */
public final class Integrity {

    /** Flows whose totals are at hand at a time; they take 24 bytes each. */
    private static final int FLOWS_AT_ONCE = 2_000_000;

    private final Store store;
    private final long flowsAtOnce;

    public Integrity(Store store) {
        this(store, FLOWS_AT_ONCE);
    }

    /** For tests, whose stores are small. */
    Integrity(Store store, long flowsAtOnce) {
        this.store = store;
        this.flowsAtOnce = flowsAtOnce;
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

    /**
     * Every increment belongs to a flow, is not negative, and totals fall only at a reset. The
     * table is in the order of pulls and not of days: each pass reads all of it, for as many days
     * as there is room for.
     */
    private void increments(List<String> wrong) throws InterruptedException {
        try (Handle handle = store.jdbi().open()) {
            Connection connection = handle.getConnection();
            Queue<NewestTotals> passes = passes(handle);
            for (NewestTotals totals = passes.poll(); totals != null; totals = passes.poll()) {
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
                    statement.setLong(1, totals.firstDay() * Ids.FLOWS);
                    statement.setLong(2, (totals.lastDay() + 1) * Ids.FLOWS);
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

    private Queue<NewestTotals> passes(Handle handle) {
        Deque<NewestTotals> passes = new ArrayDeque<>();
        for (long day : days()) {
            int flows = Math.toIntExact(last(handle, day) - day * Ids.FLOWS + 1);
            NewestTotals open = passes.peekLast();
            if (open == null || open.flows() + flows > flowsAtOnce) {
                open = new NewestTotals();
                passes.add(open);
            }
            open.expect(day, flows);
        }
        return passes;
    }

    private static long last(Handle handle, long day) {
        return handle.createQuery("select max(flow_id) from flow where flow_id < :next")
                .bind("next", (day + 1) * Ids.FLOWS)
                .mapTo(long.class)
                .one();
    }

    private static void increment(ResultSet row, NewestTotals totals, List<String> wrong)
            throws SQLException {
        long flow = row.getLong(1);
        row.getLong(2);
        if (row.wasNull()) {
            wrong.add("an increment names flow " + flow + ", which does not exist");
        }
        boolean reset = row.getInt(9) == 3;
        for (int i = 0; i < 3; i++) {
            if (row.getLong(3 + i) < 0) {
                wrong.add("flow " + flow + " has a negative increment");
            }
            if (totals.fallsTo(flow, i, row.getLong(6 + i)) && !reset) {
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
