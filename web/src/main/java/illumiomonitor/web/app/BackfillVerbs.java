package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Hearing;
import illumiomonitor.engine.pce.PceClient;
import illumiomonitor.engine.run.Backfill;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.spi.SourceException;
import illumiomonitor.web.service.BackfillPlan;
import illumiomonitor.web.service.BackfillReport;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Learns what the PCEs know of the days before coverage. One at a time. */
final class BackfillVerbs {

    private final Engine engine;
    private final ReentrantLock running = new ReentrantLock();

    BackfillVerbs(Engine engine) {
        this.engine = engine;
    }

    /** Logs have no older buckets that could be asked for. */
    private List<Cycle> pces() {
        return engine.cycles().stream()
                .filter(cycle -> cycle.pce().client() instanceof PceClient)
                .toList();
    }

    BackfillPlan plan(int days) {
        List<BackfillPlan.Part> parts = new ArrayList<>();
        for (Cycle cycle : pces()) {
            Backfill.Plan plan = plan(engine.backfill(cycle, cycle.pce().client()), days);
            parts.add(
                    new BackfillPlan.Part(
                            cycle.pce().name(), plan.from(), plan.to(), plan.due().size()));
        }
        return new BackfillPlan(parts);
    }

    private static Backfill.Plan plan(Backfill backfill, int days) {
        if (days < 1) {
            throw new ServiceException(Problem.USAGE, "--days must be at least 1");
        }
        try {
            return backfill.plan(days);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(Problem.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    BackfillReport run(int days, Journal journal) throws InterruptedException {
        plan(days);
        if (!running.tryLock()) {
            throw new ServiceException(Problem.IN_USE, "a backfill is running already");
        }
        try {
            List<BackfillReport.Day> done = new ArrayList<>();
            int due = 0;
            for (Cycle cycle : pces()) {
                due += run(cycle, days, done, journal);
            }
            return new BackfillReport(done, due - done.size(), pces().size() * days - due);
        } finally {
            running.unlock();
        }
    }

    @SuppressWarnings("try") // The hearing only has to be there.
    private int run(Cycle cycle, int days, List<BackfillReport.Day> done, Journal journal)
            throws InterruptedException {
        try (PceClient client = engine.clientForPast(cycle);
                Hearing waits = client.hear(journal::info)) {
            Backfill backfill = engine.backfill(cycle, client);
            Backfill.Plan plan = plan(backfill, days);
            if (!plan.due().isEmpty()) {
                tidyUp(client, journal);
            }
            for (Backfill.Day day : backfill.run(plan, journal)) {
                done.add(
                        new BackfillReport.Day(
                                cycle.pce().name(),
                                day.day(),
                                day.outcome(),
                                day.rows(),
                                day.edges(),
                                day.reason()));
            }
            return plan.due().size();
        }
    }

    /** A backfill that was killed may have left a query on the PCE. */
    private static void tidyUp(PceClient client, Journal journal) throws InterruptedException {
        try {
            client.deleteLeftovers();
        } catch (SourceException e) {
            journal.warn("what an earlier backfill left was not removed: " + e.getMessage());
        }
    }
}
