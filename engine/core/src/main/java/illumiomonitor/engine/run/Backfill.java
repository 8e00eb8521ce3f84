package illumiomonitor.engine.run;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.pull.LabelHrefs;
import illumiomonitor.engine.pull.PastDay;
import illumiomonitor.engine.pull.PastDay.Bucket;
import illumiomonitor.engine.rollup.EdgeDays;
import illumiomonitor.engine.rollup.Rollups;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Learns edges and daily sums of the UTC days before coverage from one PCE's older buckets, the
 * newest day first. A day is a transaction, so it may be stopped at any time and goes on where it
 * stopped. It writes no flow and no increment: nothing that has an hour learns from a bucket of a
 * day. Not thread-safe.
 */
public final class Backfill {

    /** So many days without an answer in a row, and the rest is left for another time. */
    private static final int MOST_FAILED = 3;

    private final Store store;
    private final int pceId;
    private final String pce;
    private final FlowSource source;
    private final int maxRows;
    private final Duration atMost;
    private final LabelHrefs labels;
    private final Rollups rollups;
    private final Duration keep;
    private final Clock clock;
    private final BackfillDays book;

    /**
     * @param source asks slowly enough not to be in the way of pulls
     * @param atMost how long the source may take for an answer
     * @param keep how long daily sums are kept
     */
    public Backfill(
            Store store,
            int pceId,
            String pce,
            FlowSource source,
            int maxRows,
            Duration atMost,
            LabelHrefs labels,
            Rollups rollups,
            Duration keep,
            Clock clock) {
        this.store = store;
        this.pceId = pceId;
        this.pce = pce;
        this.source = source;
        this.maxRows = maxRows;
        this.atMost = atMost;
        this.labels = labels;
        this.rollups = rollups;
        this.keep = keep;
        this.clock = clock;
        this.book = new BackfillDays(store, pceId);
    }

    /**
     * What would be asked.
     *
     * @param from oldest day that was wished for
     * @param to newest day, the last before coverage
     * @param due days that are not learned yet, the newest first; a query each, more where the
     *     answer is too long for one
     */
    public record Plan(LocalDate from, LocalDate to, List<LocalDate> due) {}

    /**
     * A day that was asked for.
     *
     * @param outcome PARTIAL when the answer was cut, FAILED when there was none; both are asked
     *     for again the next time
     * @param rows rows of the answer
     * @param reason a sentence, empty when all is there
     */
    public record Day(LocalDate day, Outcome outcome, long rows, int edges, String reason) {}

    /**
     * Looks which days are due; asks no PCE.
     *
     * @param days before coverage
     * @throws IllegalArgumentException if they cannot be learned; says why and what to do
     */
    public Plan plan(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("--days must be at least 1");
        }
        LocalDate covered =
                book.covered()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "PCE %s was never pulled from, so nobody knows which days are before that: begin with ./monitor run"
                                                        .formatted(pce)));
        LocalDate from = covered.minusDays(days);
        long needed =
                ChronoUnit.DAYS.between(from, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        if (keep.compareTo(Duration.ofDays(needed)) < 0) {
            throw new IllegalArgumentException(
                    "%d days before %s would be deleted again at once: set keep: {rollups: %dd}, now %dd, or ask for %s"
                            .formatted(days, covered, needed, keep.toDays(), fewer(days, needed)));
        }
        Set<LocalDate> learned = book.learned();
        List<LocalDate> due = new ArrayList<>();
        for (int back = 1; back <= days; back++) {
            LocalDate day = covered.minusDays(back);
            if (!learned.contains(day)) {
                due.add(day);
            }
        }
        return new Plan(from, covered.minusDays(1), due);
    }

    private String fewer(int days, long needed) {
        long most = days - (needed - keep.toDays());
        return most < 1 ? "none" : "--days " + most + " at most";
    }

    /**
     * Learns the days of a plan.
     *
     * @return the days that were asked for; fewer than the plan has when the PCE was away
     */
    public List<Day> run(Plan plan, Journal journal) throws InterruptedException {
        PastDay past = new PastDay(store, pceId, source, maxRows, atMost, labels);
        List<Day> done = new ArrayList<>();
        int failed = 0;
        for (LocalDate day : plan.due()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped between two days");
            }
            journal.progress("backfill of " + pce, done.size(), plan.due().size());
            try {
                done.add(learn(past, day, journal));
                failed = 0;
            } catch (SourceException e) {
                done.add(new Day(day, Outcome.FAILED, 0, 0, String.valueOf(e.getMessage())));
                boolean refused =
                        e.problem() == Problem.UNAUTHORIZED || e.problem() == Problem.FORBIDDEN;
                failed = refused ? MOST_FAILED : failed + 1;
            }
            tell(done.get(done.size() - 1), done.size(), plan.due().size(), journal);
            if (failed >= MOST_FAILED) {
                journal.warn("%s does not answer: the other days are left".formatted(pce));
                return done;
            }
        }
        return done;
    }

    private Day learn(PastDay past, LocalDate day, Journal journal)
            throws SourceException, InterruptedException {
        PastDay.Found found = past.of(day, journal);
        boolean complete = found.missing().isEmpty();
        int edges =
                rollups.learn(
                        pceId,
                        day,
                        rows(found.buckets()),
                        (handle, count) ->
                                book.learned(
                                        handle,
                                        day,
                                        complete,
                                        found.rows(),
                                        count,
                                        clock.instant()));
        return new Day(
                day, complete ? Outcome.OK : Outcome.PARTIAL, found.rows(), edges, found.missing());
    }

    private static Collection<EdgeDays.Row> rows(List<Bucket> buckets) {
        return buckets.stream()
                .map(
                        one ->
                                new EdgeDays.Row(
                                        one.src(),
                                        one.dst(),
                                        one.port(),
                                        one.proto(),
                                        one.decision(),
                                        one.connections(),
                                        one.bytesIn(),
                                        one.bytesOut(),
                                        one.first(),
                                        one.last()))
                .toList();
    }

    private void tell(Day day, int number, int of, Journal journal) {
        String line =
                "%s %s (%d of %d): %,d rows, %,d edges%s"
                        .formatted(
                                pce,
                                day.day(),
                                number,
                                of,
                                day.rows(),
                                day.edges(),
                                day.reason().isEmpty() ? "" : "; " + day.reason());
        if (day.outcome() == Outcome.OK) {
            journal.info(line);
        } else {
            journal.warn(line);
        }
    }
}
