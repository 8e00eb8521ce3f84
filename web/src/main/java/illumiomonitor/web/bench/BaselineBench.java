package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Tick;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Comparing many entities with their past, every hour with a value: what the budget says; the same
 * where no hour of the week is known four times, so that all hours have to be sorted; and the most
 * that there can be, every metric of every entity.
 */
final class BaselineBench implements Benchmark {

    private static final int METRICS = 4;
    private static final int WEEKS = 5;
    private static final int YOUNG = 3;
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
        List<Figure> figures = new ArrayList<>();
        try (Site site = new Site(1, 0)) {
            fill(site, entities, METRICS, WEEKS);
            int[] tick = {0};
            double cold = Timed.seconds(() -> compare(site, entities * METRICS, tick[0]++));
            double hourly =
                    Timed.median(TRIES, () -> compare(site, entities * METRICS, 12 * tick[0]++));
            tick[0] *= 12;
            double seconds =
                    Timed.median(TRIES, () -> compare(site, entities * METRICS, tick[0]++));
            figures.add(Timed.figure("the first time", cold, ""));
            figures.add(Timed.figure("in a new hour, 30 days read", hourly, "1 s"));
            figures.add(Timed.figure("at the ticks that follow", seconds, "1 s"));
        }
        figures.add(
                hourly(
                        "in a new hour, " + YOUNG + " weeks known",
                        entities,
                        METRICS,
                        YOUNG,
                        "1 s"));
        int all = Metric.values().length;
        figures.add(hourly("in a new hour, all " + all + " metrics", entities, all, WEEKS, ""));
        figures.add(
                hourly(
                        "all " + all + " metrics, " + YOUNG + " weeks known",
                        entities,
                        all,
                        YOUNG,
                        ""));
        figures.add(Timed.heap());
        return figures;
    }

    private static Figure hourly(String name, int entities, int metrics, int weeks, String budget)
            throws InterruptedException {
        try (Site site = new Site(1, 0)) {
            fill(site, entities, metrics, weeks);
            int[] tick = {0};
            compare(site, entities * metrics, tick[0]++);
            double seconds =
                    Timed.median(TRIES, () -> compare(site, entities * metrics, 12 * tick[0]++));
            return Timed.figure(name, seconds, budget);
        }
    }

    private static void compare(Site site, int baselines, int n) throws InterruptedException {
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
            if (made < baselines) {
                throw new IllegalStateException("only " + made + " baselines were made");
            }
        }
    }

    private static void fill(Site site, int entities, int metrics, int weeks) {
        Random random = new Random(1);
        int pce = site.cycle().pce().id();
        long last = Site.START.getEpochSecond() / 3600 / HOURS;
        for (long week = last - weeks; week <= last; week++) {
            long first = week * ROWS;
            for (int metric = 0; metric < metrics; metric++) {
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
                    entity(Metric.values()[metric], n),
                    hours);
        }
        batch.execute();
    }

    private static String entity(Metric metric, int n) {
        String address = "10.0." + n / 250 + "." + n % 250;
        return switch (metric) {
            case STOPPED_SOURCES, BLOCKED_SOURCES -> address + ":443";
            case POTENTIALLY_BLOCKED_SHARE -> "app" + n + "|prod";
            default -> address;
        };
    }
}
