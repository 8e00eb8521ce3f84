package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.EventSource;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.TimeWindow;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures pulls: {@code PullBench jdbc-url rows}. The source makes its rows on the fly and costs
 * next to nothing.
 */
final class PullBench {

    private static final Instant DAY = Instant.parse("2026-07-01T00:00:00Z");

    private PullBench() {}

    public static void main(String[] args) throws Exception {
        int rows = Integer.parseInt(args[1]);
        try (Store store = Store.open(args[0])) {
            Source source = new Source(rows);
            Puller puller = puller(store, source);
            measure("new", puller, source, 10, 0);
            measure("half grown", puller, source, 15, 2);
            measure("all grown", puller, source, 20, 1);
            measure("unchanged", puller, source, 25, 0);
            measure("rebuilt, tenth grown", puller(store, source), source, 30, 10);
            measure("tenth new", puller, source.more(rows / 10), 35, 0);
        }
    }

    private static Puller puller(Store store, Source source) {
        int id = new PceRegister(store).idOf("bench", DAY);
        Config.Pull d = Config.Pull.defaults();
        Config.Pull settings =
                new Config.Pull(
                        d.settle(),
                        d.overlap(),
                        d.deadline(),
                        d.requestsPerMinute(),
                        d.spreadAfter(),
                        10_000_000,
                        d.firstRun(),
                        "bucket",
                        false,
                        0);
        return new Puller(
                store,
                id,
                "bench",
                source,
                new NoEvents(),
                settings,
                Config.Keep.defaults(),
                Grid.every(Duration.ofMinutes(5)),
                Clock.fixed(DAY.plus(Duration.ofHours(10)), ZoneOffset.UTC));
    }

    private static void measure(
            String name, Puller puller, Source source, int minute, int grownEvery)
            throws InterruptedException {
        source.grow(grownEvery);
        source.minute = minute;
        long before = System.nanoTime();
        long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        PullReport report =
                puller.traffic(
                        DAY.plus(Duration.ofHours(10)).plus(Duration.ofMinutes(minute)),
                        0,
                        Journal.none());
        long took = (System.nanoTime() - before) / 1_000_000;
        long cpu =
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore)
                        / 1_000_000;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%-22s %,9d rows %,9d increments %,7d ms (%,7d ms of the CPU), heap in use %,d MB, %s %s%n",
                name,
                report.rows(),
                report.increments(),
                took,
                cpu,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                report.outcome(),
                report.reason());
    }

    private static final class NoEvents implements EventSource {
        @Override
        public long events(TimeWindow window, Consumer<EventRow> events) {
            return 0;
        }
    }

    private static final class Source implements FlowSource {

        private int rows;
        private final byte[] grown;
        int minute;

        Source(int rows) {
            this.rows = rows;
            this.grown = new byte[rows * 2];
        }

        Source more(int others) {
            rows += others;
            return this;
        }

        void grow(int every) {
            for (int i = 0; every > 0 && i < rows; i++) {
                if (i % every == 0) {
                    grown[i]++;
                }
            }
        }

        @Override
        public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> taker) {
            for (int i = 0; i < rows; i++) {
                taker.accept(row(i));
            }
            return new FlowAnswer(
                    rows, rows, false, "", 0, DAY, DAY.plus(Duration.ofMinutes(minute)));
        }

        private FlowRow row(int i) {
            int src = i % 4_000;
            int dst = (i / 7) % 20_000;
            Instant last =
                    DAY.plus(Duration.ofHours(9)).plusSeconds(1800 + (i % 600) + grown[i] * 300L);
            return new FlowRow(
                    endpoint(src),
                    endpoint(dst),
                    1024 + i / 20_000,
                    6,
                    -1,
                    -1,
                    "/usr/lib/service" + i % 50 + "/bin/server",
                    "user" + i % 20,
                    "",
                    i % 2 == 0 ? Direction.INBOUND : Direction.OUTBOUND,
                    "closed",
                    Decision.values()[i % 3],
                    "unicast",
                    "Corporate",
                    "server",
                    DAY,
                    last,
                    5 + grown[i],
                    1000 + grown[i] * 10L,
                    2000 + grown[i] * 10L);
        }

        private static Endpoint endpoint(int n) {
            String ip = "10." + n / 65536 + "." + n / 256 % 256 + "." + n % 256;
            return new Endpoint(
                    ip,
                    "/orgs/1/workloads/0b6c2a54-2f0e-4d7b-9e8a-" + (700000000000L + n),
                    "host-" + n + ".example.test",
                    true,
                    "visibility_only",
                    Map.of(
                            "app",
                            "a" + n % 100,
                            "env",
                            "e" + n % 5,
                            "loc",
                            "l" + n % 9,
                            "role",
                            "r" + n % 30),
                    List.of(),
                    "");
        }

        @Override
        public Duration clockOffset() {
            return Duration.ZERO;
        }

        @Override
        public void close() {}
    }
}
