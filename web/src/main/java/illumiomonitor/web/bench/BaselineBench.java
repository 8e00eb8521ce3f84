package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Tick;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Comparing many entities with their last 30 days: four metrics each, every hour with a value. */
final class BaselineBench implements Benchmark {

    private static final int METRICS = 4;
    private static final int HOURS = 168;
    private static final int TRIES = 5;
    private static final long ROWS = 1_000_000_000L;

    @Override
    public String name() {
        return "baselines";
    }

    @Override
    public String title() {
        return "baselines of 5,000 entities, 4 metrics each, over 30 days of rollups: 1 s";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int entities = wanted == null ? 5_000 : wanted;
        try (Site site = new Site(1, 0)) {
            fill(site, entities);
            int[] tick = {0};
            double cold = Timed.seconds(() -> compare(site, entities, tick[0]++));
            double hourly = Timed.median(TRIES, () -> compare(site, entities, 12 * tick[0]++));
            tick[0] *= 12;
            double seconds = Timed.median(TRIES, () -> compare(site, entities, tick[0]++));
            return List.of(
                    Timed.figure("the first time", cold, ""),
                    Timed.figure("in a new hour, 30 days read", hourly, "1 s"),
                    Timed.figure("at the ticks that follow", seconds, "1 s"),
                    Timed.heap());
        }
    }

    private static void compare(Site site, int entities, int n) throws InterruptedException {
        Instant at = Site.START.plus(Duration.ofMinutes(5L * n));
        FactSource<?> source =
                site.engine().memory().facts().stream()
                        .filter(one -> one.type() == Baseline.class)
                        .findFirst()
                        .orElseThrow();
        try (Handle handle = site.engine().store().jdbi().open()) {
            int made =
                    source.facts(
                                    new FactSource.Window(
                                            handle,
                                            site.cycle().pce().id(),
                                            "bench",
                                            new Tick(
                                                    at,
                                                    at.minus(Duration.ofHours(1)),
                                                    ZoneOffset.UTC,
                                                    true),
                                            List.of(),
                                            site.engine().memory().windows(),
                                            rule -> Duration.ZERO))
                            .size();
            if (made < entities * METRICS) {
                throw new IllegalStateException("only " + made + " baselines were made");
            }
        }
    }

    private static void fill(Site site, int entities) {
        Random random = new Random(1);
        int pce = site.cycle().pce().id();
        long last = Site.START.getEpochSecond() / 3600 / HOURS;
        for (long week = last - 5; week <= last; week++) {
            long first = week * ROWS;
            for (int metric = 0; metric < METRICS; metric++) {
                int of = metric;
                site.engine()
                        .store()
                        .jdbi()
                        .useTransaction(handle -> fill(handle, random, pce, first, of, entities));
            }
        }
    }

    private static void fill(
            Handle handle, Random random, int pce, long first, int metric, int entities) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into rollup (rollup_id, pce_id, metric, entity, managed, hours)
                        values (?, ?, ?, ?, true, ?)
                        """);
        for (int n = 0; n < entities; n++) {
            String hours =
                    random.ints(HOURS, 50, 500)
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(","));
            batch.add(
                    first + (long) metric * entities + n,
                    pce,
                    metric,
                    "10.0." + n / 250 + "." + n % 250,
                    hours);
        }
        batch.execute();
    }
}
