package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rollup.Rollups;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Summing up an hour, and what that costs a pull beside it: pulls of grown rows, alternately alone
 * and while the hour is made again and again on the other core; medians.
 */
final class RollupBench implements Benchmark {

    private static final int PULLS = 12;
    private static final int TRIES = 5;

    @Override
    public String name() {
        return "rollup";
    }

    @Override
    public String title() {
        return "rollups of one hour of 1,000,000 increments: 10 s, and a pull beside them at most 1.1 times as long";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int increments = wanted == null ? 1_000_000 : wanted;
        try (Site site = new Site(Math.max(1, increments / PULLS), 0)) {
            pull(site);
            for (int n = 0; n < PULLS; n++) {
                site.goOn();
                pull(site);
            }
            Rollups rollups = site.engine().memory().rollups();
            double taken = Timed.seconds(() -> rollups.takeIn(id(site), "bench"));
            double made = Timed.seconds(() -> make(site));
            List<Double> alone = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            for (int n = 0; n < TRIES; n++) {
                site.goOn();
                alone.add(Timed.seconds(() -> pull(site)));
                site.goOn();
                beside.add(beside(site));
            }
            return List.of(
                    Timed.figure("taking in " + (PULLS + 1) + " pulls", taken, ""),
                    Timed.figure("one hour of " + increments + " increments", made, "10 s"),
                    Timed.figure("a pull alone", middle(alone), ""),
                    Timed.figure("a pull beside the rollup", middle(beside), ""),
                    Timed.ratio(
                            "beside against alone", middle(beside) / middle(alone), "1.1 times"),
                    Timed.heap());
        }
    }

    private static double beside(Site site) throws InterruptedException {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                while (true) {
                                    make(site);
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "rollup-bench");
        thread.start();
        double seconds = Timed.seconds(() -> pull(site));
        thread.interrupt();
        thread.join();
        return seconds;
    }

    /** Makes the first hour as if it had been touched. */
    private static void make(Site site) throws InterruptedException {
        Instant hour = Site.START;
        site.engine()
                .store()
                .jdbi()
                .useTransaction(
                        handle -> {
                            handle.execute("delete from rollup_due");
                            handle.execute(
                                    "insert into rollup_due (pce_id, kind, start_at) values (?, 'HOUR', ?)",
                                    id(site),
                                    hour.atOffset(ZoneOffset.UTC));
                        });
        int made =
                site.engine()
                        .memory()
                        .rollups()
                        .make(id(site), "bench", hour.plus(Duration.ofHours(2)));
        if (made != 1) {
            throw new IllegalStateException("the hour was not made");
        }
    }

    private static int id(Site site) {
        return site.cycle().pce().id();
    }

    private static void pull(Site site) throws InterruptedException {
        site.cycle().pce().puller().traffic(site.now(), 0, Journal.none());
    }

    private static double middle(List<Double> seconds) {
        Collections.sort(seconds);
        return seconds.get(seconds.size() / 2);
    }
}
