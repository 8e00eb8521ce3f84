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
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was counted of a UTC day against what the PCE says now, and explains the difference.
 * Asks the PCE, writes nothing. Not thread-safe.
 */
public final class Reconciliation {

    /** A row that is still counted in was pulled no longer ago. */
    private static final Duration GROWN = Duration.ofHours(1);

    private final Store store;
    private final int pceId;
    private final FlowSource source;
    private final int maxRows;
    private final Duration atMost;
    private final LabelHrefs labels;
    private final Duration settle;
    private final Duration keepFlows;

    /**
     * Of one PCE.
     *
     * @param maxRows asked for at a time
     * @param atMost how long the source may take for an answer
     * @param settle how late a row may come
     * @param keepFlows how long flows are kept
     */
    public Reconciliation(
            Store store,
            int pceId,
            FlowSource source,
            int maxRows,
            Duration atMost,
            LabelHrefs labels,
            Duration settle,
            Duration keepFlows) {
        this.store = store;
        this.pceId = pceId;
        this.source = source;
        this.maxRows = maxRows;
        this.atMost = atMost;
        this.labels = labels;
        this.settle = settle;
        this.keepFlows = keepFlows;
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
     * @param missed the part of {@code unexplained} that the PCE dates before the last whole pull,
     *     so that it should have been pulled; what was reported later than it settles shows here
     *     until the next pull
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
            Sums missed,
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

    /**
     * Asks for the whole day and compares. A row belongs to the day on which it began, as its
     * increments do, however long the PCE goes on counting in it.
     *
     * @throws SourceException if the PCE does not answer
     */
    public Report of(LocalDate date, Journal journal) throws SourceException, InterruptedException {
        Map<Decision, DecisionSums> columns = new EnumMap<>(Decision.class);
        for (Decision decision : Decision.values()) {
            columns.put(decision, new DecisionSums());
        }
        Ledger ledger = new Ledger(store, pceId);
        long day = date.toEpochDay();
        Instant to = end(ledger, day);
        Inquiry inquiry = ask(ledger, new TimeWindow(from(day), to), journal);
        compare(ledger, inquiry, day, settledBy(inquiry.answeredAt()), columns);
        store.jdbi().useHandle(handle -> count(handle, day, to, columns));
        List<Line> lines = new ArrayList<>();
        columns.forEach((decision, column) -> lines.add(column.line(decision)));
        return new Report(date, inquiry.shortfalls().isEmpty(), lines);
    }

    private static Instant from(long day) {
        return Instant.ofEpochMilli(day * Times.DAY);
    }

    /**
     * Rows are found by their last activity, which may be of a later day than their first, and has
     * moved on since they were pulled.
     */
    private Instant end(Ledger ledger, long day) throws InterruptedException {
        long[] end = {(day + 1) * Times.DAY - 1};
        if (new PceState(store.jdbi(), pceId).mode() != Mode.CLIPPED) {
            DayLedger rows = ledger.day(day);
            rows.forEach(known -> end[0] = Math.max(end[0], rows.millis(known.last)));
            end[0] += GROWN.toMillis();
        }
        return Instant.ofEpochMilli(end[0]);
    }

    private Inquiry ask(Ledger ledger, TimeWindow window, Journal journal)
            throws SourceException, InterruptedException {
        Inquiry inquiry =
                new Inquiry(
                        source,
                        new RowReader(ledger.dictionary()),
                        new Cuts(labels),
                        new Asked(window.to().toEpochMilli()),
                        Long.MIN_VALUE,
                        atMost,
                        journal);
        Mode mode = new PceState(store.jdbi(), pceId).mode();
        inquiry.ask(Question.of(window, maxRows, mode));
        return inquiry;
    }

    /**
     * Why a day cannot be compared, as one sentence; empty when it can.
     *
     * @param now the PCE's time
     */
    public Optional<String> refusal(LocalDate date, Instant now) {
        Instant from = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        Optional<Instant> coverage = new PceState(store.jdbi(), pceId).coverage();
        if (coverage.isEmpty()) {
            return Optional.of("nothing has been pulled yet");
        }
        if (from.isAfter(now)) {
            return Optional.of(date + " has not begun yet");
        }
        Instant oldest = Expiry.oldestDay(now, keepFlows);
        if (from.isBefore(oldest)) {
            return Optional.of(
                    "the flows of %s are not kept any more: the oldest kept day is %s (keep.flows)"
                            .formatted(date, day(oldest)));
        }
        if (from.isBefore(Times.startOfDay(coverage.get()))) {
            return Optional.of(
                    "%s lies before what was pulled, which begins with %s"
                            .formatted(date, day(coverage.get())));
        }
        return Optional.empty();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** What the PCE dates before this has been pulled; milliseconds since 1970. */
    private long settledBy(@Nullable Instant now) {
        if (now == null) {
            return Long.MIN_VALUE;
        }
        return new PullBook(store, pceId)
                .lastWholeEnd(PullBook.TRAFFIC, now)
                .map(end -> end.minus(settle).toEpochMilli())
                .orElse(Long.MIN_VALUE);
    }

    private static void compare(
            Ledger ledger,
            Inquiry inquiry,
            long day,
            long settled,
            Map<Decision, DecisionSums> columns)
            throws InterruptedException {
        Frame frame =
                new Frame(
                        from(day + 1),
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Duration.ofDays(1),
                        Mode.UNPROVEN,
                        "");
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
            if (row.day() != day) {
                continue;
            }
            DecisionSums column =
                    columns.getOrDefault(row.kind.traits().decision(), new DecisionSums());
            Sums now = new Sums(row.connections, row.in, row.out);
            Known known = row.known;
            column.rows++;
            column.pce = column.pce.plus(now);
            boolean young = row.last >= settled;
            if (known == null) {
                column.more(now, young);
            } else if (!IncrementTable.lower(row, Totals.of(known, ledger.day(row.day())))) {
                column.more(now.minus(new Sums(known.connections, known.in, known.out)), young);
            }
        }
    }

    private void count(Handle handle, long day, Instant to, Map<Decision, DecisionSums> columns) {
        List<Long> pulls =
                handle.createQuery(
                                """
                                select pull_id from pull
                                 where pce_id = :pce and kind = 'TRAFFIC' and outcome in ('OK', 'PARTIAL')
                                   and spans_to >= :from and spans_from <= :to
                                 order by pull_id
                                """)
                        .bind("pce", pceId)
                        .bind("from", Times.utc(day * Times.DAY - Times.HOUR))
                        .bind("to", Times.utc(to))
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
                                DecisionSums column =
                                        columns.getOrDefault(
                                                Decision.values()[row.getInt(1)],
                                                new DecisionSums());
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
