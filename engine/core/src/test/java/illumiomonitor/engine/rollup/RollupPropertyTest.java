package illumiomonitor.engine.rollup;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.rule.Planted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes late, is spread, is taken back for a twin or is broken off: what is summed up is
 * what a plain model adds up of the increments.
 */
class RollupPropertyTest {

    private static final int STEPS = 2_000;
    private static final long HOUR = 3_600_000_000L;
    private static final long BYTES = 1_021;

    private record Grown(long since, long until, long connections) {}

    /** A flow row of the model. */
    private static final class Row {
        private final Planted.Row planted;
        private final String src;
        private final String dst;
        private final int port;
        private final boolean stopped;
        private final boolean outbound;
        private boolean counted = true;
        private long pull;
        private Instant lastUntil = Instant.EPOCH;
        private final List<Grown> grown = new ArrayList<>();

        Row(Planted.Row planted, String src, String dst, int port, boolean stopped, boolean out) {
            this.planted = planted;
            this.src = src;
            this.dst = dst;
            this.port = port;
            this.stopped = stopped;
            this.outbound = out;
        }
    }

    private final List<Row> rows = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sums_are_those_of_the_increments(long seed) throws InterruptedException {
        Random random = new Random(seed);
        String url = H2.memory();
        try (Planted planted = new Planted(Store.open(url))) {
            Memory memory = MemoryContract.memory(planted.store);
            Instant tick = TEN;
            planted.pull(tick, "OK");
            for (int step = 0; step < STEPS; step++) {
                int what = random.nextInt(100);
                if (what < 90) {
                    grow(planted, random, tick);
                } else if (what < 93) {
                    uncount(planted, random);
                } else if (what < 97) {
                    memory.rollups().takeIn(PCE, "hq");
                    tick = tick.plus(Duration.ofMinutes(5 + random.nextInt(15)));
                    planted.pull(tick, "OK");
                } else if (what < 99) {
                    // A pull that was taken in gets no more rows.
                    memory.rollups().takeIn(PCE, "hq");
                    memory.rollups().make(PCE, "hq", tick);
                    planted.pull(tick, "OK");
                } else {
                    Thread.currentThread().interrupt();
                    broken(memory, tick);
                    memory = MemoryContract.memory(planted.store);
                    planted.pull(tick, "OK");
                }
            }
            Instant end = TEN.plus(Duration.ofDays(3));
            memory.rollups().takeIn(PCE, "hq");
            memory.rollups().make(PCE, "hq", end);

            assertThat(stored(planted.store)).isEqualTo(model());
            assertThat(days(planted.store)).isEqualTo(modelDays());
        }
    }

    /** As a service that is stopped in the middle. */
    private static void broken(Memory memory, Instant tick) {
        try {
            memory.rollups().takeIn(PCE, "hq");
            memory.rollups().make(PCE, "hq", tick);
        } catch (InterruptedException e) {
            // What was done stays, the rest is done by the next.
        } finally {
            Thread.interrupted();
        }
    }

    private void grow(Planted planted, Random random, Instant tick) {
        Row row =
                rows.isEmpty() || random.nextInt(3) == 0
                        ? fresh(planted, random)
                        : rows.get(random.nextInt(rows.size()));
        if (!row.counted) {
            return;
        }
        Instant until =
                tick.minusSeconds(
                        random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(600));
        int span = random.nextInt(10) == 0 ? 4_000 + random.nextInt(12_000) : random.nextInt(600);
        Instant since = later(until.minusSeconds(span), row.lastUntil);
        // A pull brings a row once, and a row grows forward.
        if (row.pull == planted.lastPull() || !since.isBefore(until)) {
            return;
        }
        row.pull = planted.lastPull();
        row.lastUntil = until;
        long connections = 1 + random.nextInt(50);
        row.planted.grew(connections, connections * BYTES, since, until, 1);
        row.grown.add(new Grown(Hours.micros(since), Hours.micros(until), connections));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Row fresh(Planted planted, Random random) {
        String src = "10.0.0." + random.nextInt(6);
        String dst = "10.0.1." + random.nextInt(6);
        int port = random.nextBoolean() ? 443 : 22;
        boolean stopped = random.nextBoolean();
        boolean outbound = random.nextBoolean();
        Planted.Row made = planted.flow(src, dst, port);
        if (!stopped) {
            made.allowed();
        }
        if (outbound) {
            made.outbound();
        }
        Row row = new Row(made, src, dst, port, stopped, outbound);
        rows.add(row);
        return row;
    }

    private void uncount(Planted planted, Random random) {
        rows.stream()
                .filter(row -> row.outbound && row.counted && !row.grown.isEmpty())
                .skip(random.nextInt(3))
                .findFirst()
                .ifPresent(
                        row -> {
                            row.counted = false;
                            planted.uncount(row.planted.id());
                        });
    }

    private Map<String, Long> model() {
        Map<String, Long> sums = new TreeMap<>();
        Map<String, Set<String>> distinct = new HashMap<>();
        for (Row row : rows) {
            for (Grown one : row.counted ? row.grown : List.<Grown>of()) {
                long first = one.since() / HOUR;
                long last = (one.until() - 1) / HOUR;
                boolean spread = one.until() - one.since() > HOUR;
                for (long hour = spread ? first : last; hour <= last; hour++) {
                    long bytes =
                            spread ? share(one, BYTES, hour * HOUR) : one.connections() * BYTES;
                    if (bytes == 0) {
                        continue;
                    }
                    long value = spread ? share(one, 1, hour * HOUR) : one.connections();
                    sums.merge(hour + " SENT " + row.src, bytes, Long::sum);
                    sums.merge(hour + " OPENED " + row.src, value, Long::sum);
                    sums.merge(hour + " ACCEPTED " + row.dst, value, Long::sum);
                    if (row.stopped) {
                        sums.merge(hour + " STOPPED_OUT " + row.src, value, Long::sum);
                        sums.merge(hour + " STOPPED_IN " + row.dst, value, Long::sum);
                        add(
                                distinct,
                                hour + " STOPPED_SOURCES " + row.dst + ":" + row.port,
                                row.src);
                    }
                    if (row.stopped) {
                        sums.merge(hour + " BLOCKED_OUT " + row.src, value, Long::sum);
                        sums.merge(hour + " BLOCKED_IN " + row.dst, value, Long::sum);
                        add(
                                distinct,
                                hour + " BLOCKED_SOURCES " + row.dst + ":" + row.port,
                                row.src);
                    }
                    if (row.port == 22) {
                        add(distinct, hour + " ADMIN_DESTINATIONS " + row.src, row.dst);
                    }
                }
            }
        }
        distinct.forEach((key, all) -> sums.put(key, (long) all.size()));
        sums.values().removeIf(value -> value == 0);
        return sums;
    }

    private static void add(Map<String, Set<String>> distinct, String key, String what) {
        distinct.computeIfAbsent(key, k -> new HashSet<>()).add(what);
    }

    /** What falls into an hour of so much a connection. */
    private static long share(Grown one, long each, long from) {
        long span = one.until() - one.since();
        long end = Math.max(0, Math.min(from + HOUR, one.until()) - one.since());
        long begin = Math.max(0, Math.max(from, one.since()) - one.since());
        return one.connections() * each * end / span - one.connections() * each * begin / span;
    }

    private Map<String, Long> modelDays() {
        Map<String, Long> sums = new TreeMap<>();
        long day = 24 * HOUR;
        for (Row row : rows) {
            for (Grown one : row.counted ? row.grown : List.<Grown>of()) {
                String key = " " + row.src + " " + row.dst + " " + row.port;
                sums.merge((one.until() - 1) / day + key, one.connections(), Long::sum);
            }
        }
        return sums;
    }

    private static Map<String, Long> stored(Store store) {
        Map<String, Long> sums = new TreeMap<>();
        store.jdbi()
                .useHandle(
                        handle ->
                                RollupTable.read(
                                        handle,
                                        PCE,
                                        Hours.week(Hours.of(TEN)) - 2,
                                        Hours.week(Hours.of(TEN)) + 2,
                                        (metric, entity, week, hours) -> {
                                            long[] values = HourValues.parse(hours);
                                            for (int n = 0; n < values.length; n++) {
                                                if (values[n] != 0
                                                        && plain(new Series(metric, entity))) {
                                                    long hour = week * Hours.PER_WEEK + n;
                                                    sums.put(
                                                            hour + " " + metric + " " + entity,
                                                            values[n]);
                                                }
                                            }
                                        }));
        return sums;
    }

    private static boolean plain(Series series) {
        return switch (series.metric()) {
            case OPENED,
                    ACCEPTED,
                    STOPPED_OUT,
                    STOPPED_IN,
                    STOPPED_SOURCES,
                    BLOCKED_OUT,
                    BLOCKED_IN,
                    BLOCKED_SOURCES,
                    ADMIN_DESTINATIONS,
                    SENT ->
                    true;
            default -> false;
        };
    }

    private static Map<String, Long> days(Store store) {
        Map<String, Long> sums = new TreeMap<>();
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select d.edge_day_id, e.src_ip, e.dst_ip, e.port, d.connections
                                                  from edge_day d
                                                  join edge e on e.edge_id = d.edge_id
                                                 where d.connections > 0
                                                """)
                                        .map(
                                                (row, ctx) ->
                                                        Map.entry(
                                                                row.getLong(1) / Hours.ROWS
                                                                        + " "
                                                                        + row.getString(2)
                                                                        + " "
                                                                        + row.getString(3)
                                                                        + " "
                                                                        + row.getInt(4),
                                                                row.getLong(5)))
                                        .forEach(row -> sums.put(row.getKey(), row.getValue())));
        return sums;
    }
}
