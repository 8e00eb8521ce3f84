package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.db.StoreException;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads a day's rows and their newest totals from the store, in key order. Not thread-safe. */
final class LedgerReader {

    /** Rows of one question; H2 would write many more to a file first. */
    private static final int PAGE = 20_000;

    private static final Direction[] DIRECTIONS = Direction.values();
    private static final Decision[] DECISIONS = Decision.values();

    private final Store store;
    private final int pceId;
    private final Dictionary dictionary;
    private final Identity identity;
    private final Fingerprint print = new Fingerprint();
    private final Map<Traits, PrintedTraits> kinds = new HashMap<>();

    LedgerReader(Store store, int pceId, Dictionary dictionary) {
        this.store = store;
        this.pceId = pceId;
        this.dictionary = dictionary;
        this.identity = new Identity(dictionary.endpoints());
    }

    /** A committed pull: what counters counted then, and whether it may have touched the day. */
    private record Pull(long id, boolean clipped, boolean touches) {}

    /**
     * Replays the day's increments in the order in which they were committed, from the totals on
     * that they are folded into.
     */
    DayLedger read(long day, Mode mode) throws InterruptedException {
        try (Handle handle = store.jdbi().open()) {
            Rows rows = new Rows(new DayLedger(day));
            flows(handle, day, rows);
            if (rows.size() > 0) {
                looks(handle, day, rows);
                uncounted(handle, day, rows);
                boolean clipped = false;
                List<Pull> pulls = pulls(handle, day);
                long folded =
                        pulls.stream().anyMatch(Pull::clipped) ? 0 : totals(handle, day, rows);
                for (Pull pull : pulls) {
                    if (pull.id() <= folded) {
                        continue;
                    }
                    if (clipped && !pull.clipped()) {
                        rows.mergeSlices(pull.id());
                    }
                    clipped = pull.clipped();
                    if (pull.touches()) {
                        increments(handle, day, pull.id(), rows);
                    }
                }
                if (clipped && mode != Mode.CLIPPED) {
                    rows.mergeSlices(Long.MAX_VALUE);
                }
            }
            return rows.ledger();
        } catch (SQLException e) {
            throw new StoreException(
                    StoreException.Problem.BROKEN,
                    "The flows of " + Times.date(day) + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private void flows(Handle handle, long day, Rows rows)
            throws SQLException, InterruptedException {
        LongSet unfinished = unfinished(handle);
        page(
                handle.getConnection(),
                """
                select flow_id, pull_id, src, dst, port, proto, icmp_type, icmp_code, process, user_name, service,
                       network, client_type, state, transmission, direction, decision, first_detected, bucket_from, counted
                  from flow
                 where flow_id > ? and flow_id < ? and pce_id = %d
                 order by flow_id
                """
                        .formatted(pceId),
                day * Ids.FLOWS,
                (day + 1) * Ids.FLOWS,
                row -> {
                    if (!unfinished.has(row.getLong(2))) {
                        flow(row, day, rows);
                    }
                });
    }

    private void flow(ResultSet row, long day, Rows rows) throws SQLException {
        int srcId = row.getInt(3);
        int dstId = row.getInt(4);
        int src = dictionary.endpoints().place(srcId);
        int dst = dictionary.endpoints().place(dstId);
        int port = row.getInt(5);
        int icmpType = row.getInt(7);
        int icmpCode = row.getInt(8);
        Traits traits = traits(row);
        PrintedTraits kind =
                kinds.computeIfAbsent(traits, t -> PrintedTraits.of(t, dictionary.terms(), print));
        long connection = identity.connection(src, dst, port, icmpType, icmpCode, kind);
        Fingerprint base = identity.base(src, dst, port, icmpType, icmpCode, kind);
        DayLedger ledger = rows.ledger();
        rows.add(
                new Known(
                        base.hi(),
                        base.lo(),
                        connection,
                        ledger.offset(Times.millis(row, 19)),
                        ledger.offset(Times.millis(row, 18)),
                        dictionary.terms().canonical(traits.state()),
                        dictionary.endpoints().workloads(src, dst),
                        (int) (row.getLong(1) - day * Ids.FLOWS),
                        traits.direction(),
                        row.getBoolean(20)),
                row.getLong(2),
                srcId,
                dstId);
    }

    private static Traits traits(ResultSet row) throws SQLException {
        return new Traits(
                row.getInt(6),
                row.getInt(9),
                row.getInt(10),
                row.getInt(11),
                row.getInt(12),
                row.getInt(13),
                row.getInt(14),
                row.getInt(15),
                DIRECTIONS[row.getInt(16)],
                DECISIONS[row.getInt(17)]);
    }

    private LongSet unfinished(Handle handle) {
        LongSet pulls = new LongSet();
        handle.createQuery(
                        """
                        select pull_id from pull
                         where pce_id = :pce and outcome not in ('OK', 'PARTIAL')
                        """)
                .bind("pce", pceId)
                .mapTo(Long.class)
                .forEach(pulls::add);
        return pulls;
    }

    private void looks(Handle handle, long day, Rows rows)
            throws SQLException, InterruptedException {
        DayLedger ledger = rows.ledger();
        page(
                handle.getConnection(),
                """
                select m.moved_id, m.flow_id, m.first_detected, m.state
                  from flow_moved m
                  join pull p on p.pull_id = m.pull_id and p.outcome in ('OK', 'PARTIAL')
                 where m.moved_id > ? and m.moved_id < ?
                   and m.flow_id > %d and m.flow_id < %d
                 order by m.moved_id
                """
                        .formatted(day * Ids.FLOWS, (day + 1) * Ids.FLOWS),
                0,
                Long.MAX_VALUE,
                row -> {
                    int place = rows.find(row.getLong(2));
                    if (place >= 0) {
                        Known known = rows.known(place);
                        ledger.rewrite(
                                known,
                                ledger.offset(Times.millis(row, 3)),
                                dictionary.terms().canonical(row.getInt(4)),
                                known.workloads);
                    }
                });
    }

    private void uncounted(Handle handle, long day, Rows rows)
            throws SQLException, InterruptedException {
        page(
                handle.getConnection(),
                """
                select u.flow_id
                  from uncounted u
                  join pull p on p.pull_id = u.pull_id and p.outcome in ('OK', 'PARTIAL')
                 where u.flow_id > ? and u.flow_id < ?
                 order by u.flow_id
                """,
                day * Ids.FLOWS,
                (day + 1) * Ids.FLOWS,
                row -> {
                    int place = rows.find(row.getLong(1));
                    if (place >= 0) {
                        rows.known(place).counted = false;
                    }
                });
    }

    /**
     * Only pulls that reach the day touch its rows. They may end after it: a single connection that
     * began in it is written when it is over.
     */
    private List<Pull> pulls(Handle handle, long day) {
        return handle.createQuery(
                        """
                        select pull_id, counters,
                               case when spans_to >= :from then 1 else 0 end as touches
                          from pull
                         where pce_id = :pce
                           and kind = 'TRAFFIC'
                           and outcome in ('OK', 'PARTIAL')
                           and window_to >= :from
                         order by pull_id
                        """)
                .bind("pce", pceId)
                .bind("from", Times.utc(day * Times.DAY - Times.HOUR))
                .map(
                        (row, ctx) ->
                                new Pull(
                                        row.getLong(1),
                                        row.getString(2).equals(Mode.CLIPPED.name()),
                                        row.getInt(3) == 1))
                .list();
    }

    private void increments(Handle handle, long day, long pull, Rows rows)
            throws SQLException, InterruptedException {
        page(
                handle.getConnection(),
                """
                select increment_id, flow_id, src, dst, until_at, last_detected,
                       total_connections, total_in, total_out
                  from increment
                 where increment_id > ? and increment_id < ? and flow_id > %d and flow_id < %d
                 order by increment_id
                """
                        .formatted(day * Ids.FLOWS, (day + 1) * Ids.FLOWS),
                pull * Ids.INCREMENTS,
                (pull + 1) * Ids.INCREMENTS,
                row -> {
                    int place = rows.find(row.getLong(2));
                    if (place >= 0) {
                        rows.grow(place, row, dictionary.endpoints());
                    }
                });
    }

    /**
     * Takes the totals that increments are folded into. What they do not say, how rows looked in
     * between, only the increments do.
     *
     * @return the newest pull that need not be replayed any more, 0 when all have to
     */
    private long totals(Handle handle, long day, Rows rows)
            throws SQLException, InterruptedException {
        // Before the totals: what is folded meanwhile is replayed once more, which changes nothing.
        long folded = store.totals().to();
        boolean[] open = {false};
        page(
                handle.getConnection(),
                """
                select flow_id, first_until, last_detected, connections, bytes_in, bytes_out,
                       case when moved or first_until is null then 1 else 0 end
                  from flow_total
                 where flow_id > ? and flow_id < ?
                 order by flow_id
                """,
                day * Ids.FLOWS,
                (day + 1) * Ids.FLOWS,
                row -> {
                    int place = rows.find(row.getLong(1));
                    if (place >= 0 && row.getInt(7) == 1) {
                        open[0] = true;
                    } else if (place >= 0) {
                        rows.stand(place, row);
                    }
                });
        // What was taken is taken again then, up to the same.
        return open[0] ? 0 : folded;
    }

    private interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    /** Reads in pages; the first column is the key. */
    private static void page(
            Connection connection, String sql, long above, long below, RowTaker taker)
            throws SQLException, InterruptedException {
        try (PreparedStatement statement =
                connection.prepareStatement(sql + " fetch first " + PAGE + " rows only")) {
            long last = above;
            int rows = PAGE;
            while (rows == PAGE) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped while reading what is known");
                }
                statement.setLong(1, last);
                statement.setLong(2, below);
                rows = 0;
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        rows++;
                        last = row.getLong(1);
                        taker.take(row);
                    }
                }
            }
        }
    }
}
