package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole cycle: pull, judge, alert. */
final class CycleBench implements Benchmark {

    @Override
    public String name() {
        return "cycle";
    }

    @Override
    public String title() {
        return "a whole cycle of 200,000 rows with 20 rules, the second of a process: a tenth of the 50 s of the Python original";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int rows = wanted == null ? Site.FULL : wanted;
        try (Site site = new Site(rows, 20)) {
            double first = Timed.seconds(() -> run(site));
            site.goOn();
            double second = Timed.seconds(() -> run(site));
            site.goOn();
            double third = Timed.seconds(() -> run(site));
            return List.of(
                    Timed.figure("first cycle", first, "10 s with the JVM's start"),
                    Timed.figure("second cycle", second, "5 s"),
                    Timed.figure("third cycle", third, "5 s"),
                    Timed.heap());
        }
    }

    private static void run(Site site) throws InterruptedException {
        RunResult result = site.cycle().run(site.now(), RunOptions.SCHEDULED, Journal.none());
        if (!result.result().equals("OK")) {
            throw new IllegalStateException(
                    "the run ended " + result.result() + ": " + result.reason());
        }
    }
}
