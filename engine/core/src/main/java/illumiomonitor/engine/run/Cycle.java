package illumiomonitor.engine.run;

import illumiomonitor.db.Store;
import illumiomonitor.engine.alert.AlertBook;
import illumiomonitor.engine.alert.Exceptions;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.outbox.Outbox;
import illumiomonitor.engine.outbox.SendReport;
import illumiomonitor.engine.pce.Hearing;
import illumiomonitor.engine.pull.PullReport;
import illumiomonitor.engine.reference.Refresh;
import illumiomonitor.engine.rollup.Rollups;
import illumiomonitor.engine.rule.Judge;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.run.Steps.Done;
import illumiomonitor.spi.SourceException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of the data, once, for one PCE: pull, judge, alert, tell. The only class that knows the
 * order. Two runs of one PCE never overlap: the second waits.
 */
public final class Cycle {

    private static final Logger LOG = LoggerFactory.getLogger(Cycle.class);

    private final Watched pce;
    private final Health health;
    private final Refresh reference;
    private final Store store;
    private final Runs runs;
    private final Rollups rollups;
    private final Judge judge;
    private final Judging judging;
    private final Outbox outbox;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock(true);

    private boolean tidy;

    public Cycle(
            Watched pce,
            Health health,
            Refresh reference,
            Store store,
            Runs runs,
            Rollups rollups,
            DueTicks dueTicks,
            Judge judge,
            Exceptions exceptions,
            AlertBook alerts,
            Outbox outbox,
            Clock clock) {
        this.pce = pce;
        this.health = health;
        this.reference = reference;
        this.store = store;
        this.runs = runs;
        this.rollups = rollups;
        this.judge = judge;
        this.judging = new Judging(pce, store, dueTicks, judge, exceptions, alerts, outbox);
        this.outbox = outbox;
        this.clock = clock;
    }

    public Watched pce() {
        return pce;
    }

    /**
     * Works on one tick.
     *
     * @param tick a tick of the grid, not in the future
     * @param also hears the run's log besides the store
     * @throws InterruptedException if the service is to stop; the run is marked so, nothing is
     *     half-done
     */
    @SuppressWarnings("try") // The hearing only has to be there.
    public RunResult run(Instant tick, RunOptions options, Journal also)
            throws InterruptedException {
        turn.lockInterruptibly();
        try {
            RunBook book = runs.begin(pce.id(), options.cause(), tick);
            Journal journal = new Both(book, also);
            try (Hearing waits = pce.client().hear(journal::info)) {
                return new Once(book, tick, options, journal).work();
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Keeps other runs of the PCE waiting while something is done, runs of the same thread among
     * it.
     *
     * @throws InterruptedException if the service is to stop
     */
    public void alone(Undisturbed work) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            work.work();
        } finally {
            turn.unlock();
        }
    }

    /** What is done while other runs wait. */
    @FunctionalInterface
    public interface Undisturbed {
        void work() throws InterruptedException;
    }

    /**
     * Takes in what runs brought, and sums up what will be over at the next tick, which then need
     * not be done while people wait for its alerts. A run does by itself whatever is left of it.
     *
     * @param next the tick of the next run
     * @return rows taken in
     * @throws InterruptedException if the service is to stop; the next start goes on with it
     */
    public long prepare(Instant next) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            return rollups.ahead(pce.id(), pce.name(), next);
        } finally {
            turn.unlock();
        }
    }

    /** One run while it works. */
    private final class Once {

        private final RunBook book;
        private final Instant tick;
        private final RunOptions options;
        private final Journal journal;
        private final Steps steps;
        private List<Judgement> judgements = List.of();

        Once(RunBook book, Instant tick, RunOptions options, Journal journal) {
            this.book = book;
            this.tick = tick;
            this.options = options;
            this.journal = journal;
            this.steps = new Steps(book);
        }

        RunResult work() throws InterruptedException {
            compileBeside();
            try (Beside<Long> rollup = new Beside<>("rollup-" + pce.name(), this::sumUp)) {
                List<String> known = pce.client().warnings();
                known.forEach(journal::warn);
                if (options.now()) {
                    steps.step("health", () -> health.look(pce, tick, book.run(), journal));
                }
                steps.step("events", () -> pulled(pce.puller().events(tick, book.run(), journal)));
                steps.step(
                        "traffic", () -> pulled(pce.puller().traffic(tick, book.run(), journal)));
                tidyUp();
                pce.client().warnings().stream()
                        .filter(warning -> !known.contains(warning))
                        .forEach(journal::warn);
                if (reference.isDue() && steps.worst() != Outcome.FAILED) {
                    steps.step("reference", this::reference);
                }
                steps.step("rollup", () -> summed(rollup.get()));
                judgements = judging.all(book, tick, options, journal, steps);
                // A running service delivers beside its runs: a channel that hangs must not hold up
                // the next tick.
                if (options.deliver() && options.cause() != Cause.SCHEDULE) {
                    steps.step("tell", this::tell);
                }
                return end(steps.worst().name(), steps.reason());
            } catch (InterruptedException e) {
                book.close("STOPPED", "the service was told to stop");
                throw e;
            } catch (RuntimeException | Error e) {
                if (Stop.isCauseOf(e)) {
                    // What ends now still has to write down that it does.
                    Thread.interrupted();
                    book.close("STOPPED", "the service was told to stop");
                    throw Stop.of(e);
                }
                // A bug in one stage must end this run only, and be seen: it goes on the run with
                // its words.
                journal.warn("the run broke off: " + e);
                end(Outcome.FAILED.name(), "a bug: " + e);
                throw e;
            }
        }

        /** While the pull waits for the PCE, the other core takes in changed rules. */
        private void compileBeside() {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    judge.takeIn(journal);
                                } catch (RuntimeException | Error e) {
                                    // Judging looks again, meets the same and ends the run with it.
                                    LOG.debug("rules were not taken in beforehand", e);
                                }
                            },
                            "rules-" + pce.name());
            thread.setDaemon(true);
            thread.start();
        }

        /**
         * What a killed predecessor left on the PCE goes once, when the PCE has shown that it
         * answers. Others may pull into a store that many processes share.
         */
        private void tidyUp() throws InterruptedException {
            if (tidy || steps.worst() == Outcome.FAILED || store.folder().isEmpty()) {
                return;
            }
            try {
                int left = pce.client().deleteLeftovers();
                tidy = true;
                if (left > 0) {
                    journal.info(
                            pce.name()
                                    + ": traffic queries that an earlier process left there are"
                                    + " removed: "
                                    + left);
                }
            } catch (SourceException e) {
                journal.warn(
                        "traffic queries that an earlier process left on "
                                + pce.name()
                                + " are tried again at the next run: "
                                + e.getMessage());
            }
        }

        private RunResult end(String result, String reason) {
            book.close(result, reason);
            return new RunResult(book.run(), pce.name(), tick, result, reason, judgements);
        }

        private Done reference() throws InterruptedException {
            Refresh.Report report = reference.read(tick, journal::warn);
            return new Done(
                    report.outcome(),
                    report.objects(),
                    report.reason().isEmpty()
                            ? report.objects() + " objects, " + report.changed() + " changed"
                            : report.reason());
        }

        private Done pulled(PullReport report) {
            return new Done(
                    report.outcome(),
                    report.rows(),
                    report.reason().isEmpty()
                            ? "%,d rows, %,d increments"
                                    .formatted(report.rows(), report.increments())
                            : report.reason());
        }

        /** What runs before this one brought. Its own pull is looked up in its window. */
        private long sumUp() throws InterruptedException {
            return rollups.before(pce.id(), pce.name(), tick);
        }

        private Done summed(long rows) {
            rollups.crowd(pce.id()).ifPresent(journal::warn);
            return new Done(Outcome.OK, rows, "%,d increments taken in".formatted(rows));
        }

        private Done tell() throws InterruptedException {
            SendReport report = outbox.sendDue();
            return new Done(Outcome.OK, report.sent(), report.sentence());
        }
    }

    /** Says a line to the run's log and to whoever watches. */
    private record Both(Journal one, Journal other) implements Journal {

        @Override
        public void info(String line) {
            one.info(line);
            other.info(line);
        }

        @Override
        public void warn(String line) {
            one.warn(line);
            other.warn(line);
        }

        @Override
        public void progress(String what, long done, long of) {
            one.progress(what, done, of);
            other.progress(what, done, of);
        }
    }
}
