package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Holds what was counted of a UTC day against what the PCE says now, and explains the difference.
 * Asks the PCE, writes nothing. Not thread-safe.
 */
public final class Reconciliation {

    private final Store store;
    private final int pceId;
    private final FlowSource source;
    private final int maxRows;
    private final LabelHrefs labels;

    public Reconciliation(
            Store store, int pceId, FlowSource source, int maxRows, LabelHrefs labels) {
        this.store = store;
        this.pceId = pceId;
        this.source = source;
        this.maxRows = maxRows;
        this.labels = labels;
    }

    /** Three counters. */
    public record Sums(long connections, long bytesIn, long bytesOut) {

        static final Sums NONE = new Sums(0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(
                    connections + other.connections,
                    bytesIn + other.bytesIn,
                    bytesOut + other.bytesOut);
        }

        Sums minus(Sums other) {
            return new Sums(
                    connections - other.connections,
                    bytesIn - other.bytesIn,
                    bytesOut - other.bytesOut);
        }
    }

    /**
     * One decision. {@code pce = counted + twins + before + pending + unexplained}.
     *
     * @param rows rows that the PCE has
     * @param pce what the PCE's rows add up to
     * @param counted what rules and people count
     * @param twins increments of outbound rows whose inbound twin counts instead
     * @param before totals that were there before coverage began
     * @param pending what rows grew by, or new rows have, since they were pulled last
     * @param unexplained what is left; zero when the books are right. Negative after the PCE has
     *     restarted counters or dropped rows
     */
    public record Line(
            Decision decision,
            long rows,
            Sums pce,
            Sums counted,
            Sums twins,
            Sums before,
            Sums pending,
            Sums unexplained) {}

    /**
     * A day.
     *
     * @param complete whether the PCE's answer was
     * @param lines one per decision, in the order of {@link Decision}
     */
    public record Report(LocalDate day, boolean complete, List<Line> lines) {

        /** Whether every difference is explained. */
        public boolean agrees() {
            return complete
                    && lines.stream().allMatch(line -> line.unexplained().equals(Sums.NONE));
        }
    }

    /** What is known of one decision's rows. */
    private static final class Column {
        long rows;
        Sums pce = Sums.NONE;
        Sums counted = Sums.NONE;
        Sums twins = Sums.NONE;
        Sums before = Sums.NONE;
        Sums pending = Sums.NONE;

        Line line(Decision decision) {
            return new Line(
                    decision,
                    rows,
                    pce,
                    counted,
                    twins,
                    before,
                    pending,
                    pce.minus(counted).minus(twins).minus(before).minus(pending));
        }
    }

    /**
     * Asks for the whole day and compares.
     *
     * @throws SourceException if the PCE does not answer
     */
    public Report of(LocalDate date, Journal journal) throws SourceException, InterruptedException {
        Map<Decision, Column> columns = new EnumMap<>(Decision.class);
        for (Decision decision : Decision.values()) {
            columns.put(decision, new Column());
        }
        Instant from = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        Ledger ledger = new Ledger(store, pceId);
        Inquiry inquiry = ask(ledger, from, journal);
        compare(ledger, inquiry, from, columns);
        store.jdbi().useHandle(handle -> count(handle, date.toEpochDay(), columns));
        List<Line> lines = new ArrayList<>();
        columns.forEach((decision, column) -> lines.add(column.line(decision)));
        return new Report(date, inquiry.shortfalls().isEmpty(), lines);
    }

    private Inquiry ask(Ledger ledger, Instant from, Journal journal)
            throws SourceException, InterruptedException {
        Instant to = from.plus(Duration.ofDays(1)).minusMillis(1);
        Inquiry inquiry =
                new Inquiry(
                        source,
                        new RowReader(ledger.dictionary()),
                        new Cuts(labels),
                        new Asked(to.toEpochMilli()),
                        Long.MIN_VALUE,
                        journal);
        Mode mode = new PceState(store.jdbi(), pceId).mode();
        inquiry.ask(Question.of(new TimeWindow(from, to), maxRows, mode));
        return inquiry;
    }

    private static void compare(
            Ledger ledger, Inquiry inquiry, Instant from, Map<Decision, Column> columns)
            throws InterruptedException {
        Frame frame =
                new Frame(
                        from.plus(Duration.ofDays(1)),
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Duration.ofDays(1),
                        Mode.UNPROVEN);
        Matching matching =
                new Matching(
                        ledger,
                        inquiry.asked(),
                        new IncrementTable(frame, Duration.ZERO),
                        false,
                        false);
        matching.match(inquiry.answer());
        for (int i = 0; i < inquiry.answer().size(); i++) {
            Observed row = inquiry.answer().row(i);
            Column column = columns.getOrDefault(row.kind.traits().decision(), new Column());
            Sums now = new Sums(row.connections, row.in, row.out);
            Known known = row.known;
            column.rows++;
            column.pce = column.pce.plus(now);
            if (known == null) {
                column.pending = column.pending.plus(now);
            } else if (!IncrementTable.lower(row, Totals.of(known, ledger.day(row.day())))) {
                column.pending =
                        column.pending.plus(
                                now.minus(new Sums(known.connections, known.in, known.out)));
            }
        }
    }

    private void count(Handle handle, long day, Map<Decision, Column> columns) {
        List<Long> pulls =
                handle.createQuery(
                                """
                                select pull_id from pull
                                 where pce_id = :pce and kind = 'TRAFFIC' and outcome in ('OK', 'PARTIAL')
                                   and spans_to >= :from and spans_from < :to
                                 order by pull_id
                                """)
                        .bind("pce", pceId)
                        .bind("from", Times.utc(day * Times.DAY - Times.HOUR))
                        .bind("to", Times.utc((day + 1) * Times.DAY))
                        .mapTo(Long.class)
                        .list();
        for (long pull : pulls) {
            handle.createQuery(
                            """
                            select f.decision,
                                   case when f.counted and u.flow_id is null then 1 else 0 end as counts,
                                   sum(i.connections), sum(i.bytes_in), sum(i.bytes_out),
                                   sum(case when i.basis = 4 then i.total_connections else 0 end),
                                   sum(case when i.basis = 4 then i.total_in else 0 end),
                                   sum(case when i.basis = 4 then i.total_out else 0 end)
                              from increment i
                              join flow f on f.flow_id = i.flow_id
                              left join uncounted u on u.flow_id = i.flow_id
                             where i.increment_id > :first and i.increment_id < :last
                               and i.flow_id > :from and i.flow_id < :to
                             group by f.decision, case when f.counted and u.flow_id is null then 1 else 0 end
                            """)
                    .bind("first", pull * Ids.INCREMENTS)
                    .bind("last", (pull + 1) * Ids.INCREMENTS)
                    .bind("from", day * Ids.FLOWS)
                    .bind("to", (day + 1) * Ids.FLOWS)
                    .map(
                            (row, ctx) -> {
                                Column column =
                                        columns.getOrDefault(
                                                Decision.values()[row.getInt(1)], new Column());
                                Sums sums =
                                        new Sums(row.getLong(3), row.getLong(4), row.getLong(5));
                                if (row.getInt(2) == 1) {
                                    column.counted = column.counted.plus(sums);
                                } else {
                                    column.twins = column.twins.plus(sums);
                                }
                                column.before =
                                        column.before.plus(
                                                new Sums(
                                                        row.getLong(6),
                                                        row.getLong(7),
                                                        row.getLong(8)));
                                return column;
                            })
                    .list();
        }
    }
}
