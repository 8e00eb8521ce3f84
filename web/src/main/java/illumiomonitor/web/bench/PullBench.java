package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.pull.PullReport;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pulling and storing. */
final class PullBench implements Benchmark {

    @Override
    public String name() {
        return "pull";
    }

    @Override
    public String title() {
        return "a pull of 200,000 rows over HTTP, parsed and stored with increments: 5 s the first time, 3 s when the flows are known";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int rows = wanted == null ? Site.FULL : wanted;
        warmUp(rows / 10);
        try (Site site = new Site(rows, 0)) {
            double first = Timed.seconds(() -> pull(site, rows));
            long bytes = site.storeBytes();
            site.goOn();
            double known = Timed.seconds(() -> pull(site, rows));
            site.goOn();
            double again = Timed.seconds(() -> pull(site, rows));
            return List.of(
                    Timed.figure(rows + " rows, first time", first, "5 s"),
                    Timed.figure("all known and grown, second pull", known, "3 s"),
                    Timed.figure("all known and grown, third pull", again, "3 s"),
                    new Figure(
                            "store after the first pull, per row",
                            String.format(Locale.ROOT, "%d bytes", bytes / rows),
                            "300 bytes"),
                    Timed.heap());
        }
    }

    /** What a process costs that has just begun is the cycle's to say. */
    private static void warmUp(int rows) throws InterruptedException {
        try (Site small = new Site(rows, 0)) {
            for (int n = 0; n < 3; n++) {
                pull(small, rows);
                small.goOn();
            }
        }
    }

    private static void pull(Site site, int rows) throws InterruptedException {
        PullReport report = site.cycle().pce().puller().traffic(site.now(), 0, Journal.none());
        if (report.outcome() != Outcome.OK || report.rows() < rows) {
            throw new IllegalStateException("the pull did not bring " + rows + " rows: " + report);
        }
    }
}
