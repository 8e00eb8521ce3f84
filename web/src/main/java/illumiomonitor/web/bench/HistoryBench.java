package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a cycle costs when the store holds thirty times as much. */
final class HistoryBench implements Benchmark {

    private static final int TIMES = 30;
    private static final int TRIES = 3;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String title() {
        return "a cycle over 30 times the history: at most 1.3 times the time";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int rows = wanted == null ? 10_000 : wanted;
        try (Site site = new Site(rows, 20, Duration.ofMinutes(1))) {
            // The first cycles warm the machine up: only what the history costs shall differ.
            cycles(site, 2 * TRIES);
            double early = middle(cycles(site, TRIES));
            cycles(site, TIMES * 3 * TRIES - 4 * TRIES);
            double late = middle(cycles(site, TRIES));
            return List.of(
                    Timed.figure("cycle of " + rows + " grown rows, little history", early, ""),
                    Timed.figure("the same with " + TIMES + " times the increments", late, ""),
                    Timed.ratio("late against early", late / early, "1.3 times"),
                    new Figure(
                            "store at the end, per increment",
                            String.format(
                                    Locale.ROOT,
                                    "%d bytes",
                                    site.storeBytes() / ((long) rows * TIMES * 3 * TRIES)),
                            "150 bytes"));
        }
    }

    private static List<Double> cycles(Site site, int count) throws InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            seconds.add(
                    Timed.seconds(
                            () ->
                                    site.cycle()
                                            .run(
                                                    site.now(),
                                                    RunOptions.SCHEDULED,
                                                    Journal.none())));
            site.goOn();
        }
        return seconds;
    }

    private static double middle(List<Double> seconds) {
        return seconds.stream().sorted().skip(seconds.size() / 2).findFirst().orElseThrow();
    }
}
