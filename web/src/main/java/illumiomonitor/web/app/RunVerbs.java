package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.Past;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.web.service.DryRule;
import illumiomonitor.web.service.RunOutcome;
import illumiomonitor.web.service.RunPlan;
import illumiomonitor.web.service.RunRequest;
import illumiomonitor.web.service.RunRow;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs as the command line asks for them. */
final class RunVerbs {

    /** Of a long past only the last runs are told one by one. */
    private static final int TOLD = 1000;

    /** Up to this age an answer of the PCE is about what it was at the tick. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Engine engine;

    RunVerbs(Engine engine) {
        this.engine = engine;
    }

    RunPlan plan(RunRequest request) {
        Instant from = request.from();
        Instant to = request.to();
        if (from == null || to == null) {
            return new RunPlan(engine.cycles().size(), List.of(), false);
        }
        long ticks = 0;
        for (Cycle cycle : engine.cycles()) {
            requireCome(cycle, to);
            ticks += past(cycle).remaining(from, to).size();
        }
        if (from.isAfter(engine.clock().instant().minus(FRESH))) {
            return new RunPlan(ticks, List.of(), false);
        }
        return new RunPlan(
                ticks,
                List.of(
                        "a PCE answers with what it knows now, not with what it knew then: traffic between the ticks of the past has"
                                + " long spans, and nobody is told unless --deliver is given"),
                true);
    }

    /** A pull that ended in the future would hide every outage until then. */
    private void requireCome(Cycle cycle, Instant to) {
        Instant last = engine.grid().floor(to);
        Instant newest = engine.presentTick(cycle);
        if (last.isAfter(newest)) {
            throw new ServiceException(
                    Problem.USAGE, last + " has not come yet; the newest tick is " + newest);
        }
    }

    private Past past(Cycle cycle) {
        return new Past(cycle, engine.runs(), engine.grid());
    }

    RunOutcome run(RunRequest request, Journal journal) throws InterruptedException {
        List<RunResult> results = new ArrayList<>();
        Outcome[] worst = {Outcome.OK};
        for (Cycle cycle : engine.cycles()) {
            Instant from = request.from();
            Instant to = request.to();
            if (from == null || to == null) {
                keep(
                        engine.runNow(
                                cycle, request.dry() ? RunOptions.DRY : RunOptions.MANUAL, journal),
                        results,
                        worst);
            } else {
                cycle.pce().client().hearClock();
                requireCome(cycle, to);
                past(cycle)
                        .work(
                                from,
                                to,
                                request.deliver(),
                                journal,
                                result -> keep(result, results, worst));
            }
        }
        if (request.deliver()) {
            // What a channel did not take at first is due later, when no tick may remain.
            journal.info(engine.outbox().sendDue().sentence());
        }
        if (!request.dry()) {
            engine.upkeep();
        }
        List<DryRule> rules =
                request.dry() ? new Rehearsal(engine.alerts()).of(results) : List.of();
        return new RunOutcome(worst[0], results.stream().map(this::row).toList(), rules);
    }

    private static void keep(RunResult result, List<RunResult> results, Outcome[] worst) {
        worst[0] = worst[0].and(Outcome.valueOf(result.result()));
        if (results.size() == TOLD) {
            results.remove(0);
        }
        results.add(result);
    }

    private RunRow row(RunResult result) {
        return engine.store()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select run, cause, started_at, ended_at from run where run = :run")
                                        .bind("run", result.run())
                                        .map(
                                                (row, context) ->
                                                        new RunRow(
                                                                result.run(),
                                                                result.pce(),
                                                                row.getString("cause"),
                                                                result.tick(),
                                                                row.getObject(
                                                                                "started_at",
                                                                                java.time
                                                                                        .OffsetDateTime
                                                                                        .class)
                                                                        .toInstant(),
                                                                row.getObject(
                                                                                "ended_at",
                                                                                java.time
                                                                                        .OffsetDateTime
                                                                                        .class)
                                                                        .toInstant(),
                                                                result.result(),
                                                                result.reason()))
                                        .one());
    }
}
