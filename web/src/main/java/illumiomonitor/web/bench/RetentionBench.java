package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.retention.Retention;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A day of churn on the disk, and how it is let go of. */
final class RetentionBench implements Benchmark {

    private static final int GROWTHS = 4;
    private static final int MOST_STEPS = 500;

    /** H2 keeps what was deleted so long, lest a power failure bring it back. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(50);

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public String title() {
        return "a day of 200,000 flows with 1,000,000 increments, then deleted: steps of 200 ms, and the space comes back";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int rows = wanted == null ? Site.FULL : wanted;
        try (Site site = new Site(rows, 0, Duration.ofHours(1))) {
            pull(site);
            for (int n = 0; n < GROWTHS; n++) {
                site.goOn();
                pull(site);
            }
            long full = site.storeBytes();
            site.wait(Duration.ofDays(20));
            List<Double> steps = steps(site.engine().retention());
            new CountDownLatch(1).await(LEFT_ALONE.toSeconds(), TimeUnit.SECONDS);
            List<Double> tidying = tidied(site);
            return List.of(
                    new Figure(
                            "store, per flow and its %d increments".formatted(GROWTHS + 1),
                            bytes(full / rows),
                            bytes(150L * (GROWTHS + 2))),
                    Timed.figure("deleting all of it", sum(steps), ""),
                    Timed.figure(
                            "the longest of %d steps".formatted(steps.size()), max(steps), "0.2 s"),
                    Timed.figure("giving space back", sum(tidying), ""),
                    Timed.figure(
                            "the longest of %d steps of that".formatted(tidying.size()),
                            max(tidying),
                            "0.2 s"),
                    new Figure("store before", megabytes(full), ""),
                    new Figure("store after", megabytes(site.storeBytes()), "much less"));
        }
    }

    private static void pull(Site site) throws InterruptedException {
        site.cycle().pce().puller().traffic(site.now(), 0, Journal.none());
    }

    private static List<Double> steps(Retention retention) throws InterruptedException {
        List<Double> seconds = new ArrayList<>();
        long[] deleted = {-1};
        while (deleted[0] != 0) {
            seconds.add(Timed.seconds(() -> deleted[0] = retention.step()));
        }
        return seconds;
    }

    private static List<Double> tidied(Site site) throws InterruptedException {
        List<Double> seconds = new ArrayList<>();
        boolean[] more = {true};
        while (more[0] && seconds.size() < MOST_STEPS) {
            seconds.add(Timed.seconds(() -> more[0] = site.engine().store().tidy()));
        }
        return seconds;
    }

    private static double sum(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double max(List<Double> seconds) {
        return Collections.max(seconds);
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%d bytes", bytes);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
