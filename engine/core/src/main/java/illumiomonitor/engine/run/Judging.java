package illumiomonitor.engine.run;

import illumiomonitor.db.Store;
import illumiomonitor.engine.alert.AlertBook;
import illumiomonitor.engine.alert.Exceptions;
import illumiomonitor.engine.alert.Recorded;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.outbox.Outbox;
import illumiomonitor.engine.rule.Judge;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.engine.run.Steps.Done;
import illumiomonitor.engine.run.Steps.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The judging of a run: ticks that are due before its own, its own, and those that late rows
 * touched. What is found is remembered with the mark that a tick was judged.
 */
final class Judging {

    private final Watched pce;
    private final Store store;
    private final DueTicks dueTicks;
    private final LateTicks lateTicks;
    private final Judge judge;
    private final Exceptions exceptions;
    private final AlertBook alerts;
    private final Outbox outbox;

    Judging(
            Watched pce,
            Store store,
            DueTicks dueTicks,
            Judge judge,
            Exceptions exceptions,
            AlertBook alerts,
            Outbox outbox) {
        this.pce = pce;
        this.store = store;
        this.dueTicks = dueTicks;
        this.lateTicks = new LateTicks(store, dueTicks);
        this.judge = judge;
        this.exceptions = exceptions;
        this.alerts = alerts;
        this.outbox = outbox;
    }

    /** Judges whatever is due; each tick is a step of the run. */
    List<Judgement> all(
            RunBook book, Instant tick, RunOptions options, Journal journal, Steps steps)
            throws InterruptedException {
        Once once = new Once(book, tick, options, journal, steps);
        once.judgeAll();
        return List.copyOf(once.judgements);
    }

    /** One run while it judges. */
    private final class Once {

        private final RunBook book;
        private final Instant tick;
        private final RunOptions options;
        private final Journal journal;
        private final Steps steps;
        private final List<Judgement> judgements = new ArrayList<>();

        Once(RunBook book, Instant tick, RunOptions options, Journal journal, Steps steps) {
            this.book = book;
            this.tick = tick;
            this.options = options;
            this.journal = journal;
            this.steps = steps;
        }

        void judgeAll() throws InterruptedException {
            exceptions.refresh(journal);
            if (!options.remember()) {
                step("judge", tick, false);
                return;
            }
            // Those who are spared now are spared for what is known of them already.
            dueTicks.touchFound(pce.id(), tick, exceptions.edition());
            DueTicks.Due due = dueTicks.before(pce.id(), tick);
            if (due.missed() > 0) {
                journal.warn(
                        "%d older ticks from %s are not judged again"
                                .formatted(due.missed(), due.from()));
                dueTicks.drop(pce.id(), due.leftOut());
            }
            Instant settled = dueTicks.settledBy(tick);
            for (Instant older : due.ticks()) {
                step("judge " + older, older, !older.isAfter(settled));
            }
            step("judge", tick, false);
            judgeLate();
        }

        /**
         * What came hours late lies in long windows of ticks that were judged since. Last, for they
         * take their time and what happens now does not wait for them.
         */
        private void judgeLate() throws InterruptedException {
            LateTicks.Due due =
                    lateTicks.before(
                            pce.id(), tick, late -> judge.isDue(late.tick(), late.reach()));
            if (due.missed() > 0) {
                journal.warn(
                        "%d older ticks that late rows touched are not judged again"
                                .formatted(due.missed()));
            }
            long begun = System.nanoTime();
            for (LateTicks.Late late : due.ticks()) {
                steps.step("judge " + late.tick(), judging(late.tick(), late.reach(), true));
                if (System.nanoTime() - begun > LateTicks.PATIENCE.toNanos()) {
                    break;
                }
            }
        }

        private void step(String name, Instant at, boolean settled) throws InterruptedException {
            steps.step(name, judging(at, Duration.ZERO, settled));
        }

        private Work judging(Instant at, Duration reach, boolean settled) {
            return () -> {
                Judgement judgement =
                        judge.judge(pce.id(), pce.name(), at, reach, settled, journal);
                judgements.add(judgement);
                if (options.remember()) {
                    remember(judgement);
                }
                return said(judgement);
            };
        }

        /** Findings, alerts, deliveries and the judged mark appear together or not at all. */
        private void remember(Judgement judgement) throws InterruptedException {
            store.jdbi()
                    .useTransaction(
                            handle -> {
                                Recorded recorded =
                                        alerts.record(
                                                handle,
                                                judgement,
                                                pce.client().now(),
                                                book.run(),
                                                options.deliver());
                                outbox.enqueue(handle, recorded);
                            });
        }

        private Done said(Judgement judgement) {
            long findings = 0;
            Outcome outcome = Outcome.OK;
            StringBuilder words = new StringBuilder();
            for (RuleResult result : judgement.results()) {
                findings += result.findings().size();
                if (result.error() != null) {
                    outcome = Outcome.PARTIAL;
                    words.append("; ")
                            .append(result.rule().name())
                            .append(": ")
                            .append(result.error());
                }
            }
            return new Done(
                    outcome,
                    findings,
                    judgement.results().size() + " rules, " + findings + " findings" + words);
        }
    }
}
