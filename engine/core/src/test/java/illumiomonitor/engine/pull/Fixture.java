package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.FlowRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store, a pretend PCE, and a puller between them that can be restarted. */
final class Fixture {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Store store;
    final String pceName;
    final int pceId;
    final PretendPce pce = new PretendPce();
    final Config.Pull defaults = Config.Pull.defaults();
    Config.Pull settings = defaults;
    Grid grid = Grid.every(Duration.ofMinutes(5));
    LabelHrefs labels = List::of;
    Runnable betweenChunks = () -> {};
    Puller puller;

    Fixture(Store store) {
        this(store, "pce" + NUMBER.incrementAndGet());
    }

    Fixture(Store store, String pceName) {
        this.store = store;
        this.pceName = pceName;
        this.pceId = new PceRegister(store).idOf(pceName, Instant.EPOCH);
        this.puller = newPuller();
    }

    static Store memory() {
        return Store.open(H2.memory());
    }

    /** As after a crash or a stop. */
    void restart() {
        Recovery.removeUnfinished(store);
        puller = newPuller();
    }

    private Puller newPuller() {
        return new Puller(
                store,
                pceId,
                pceName,
                pce,
                pce,
                settings,
                Config.Keep.defaults(),
                grid,
                clock(),
                null,
                () -> labels.hrefs(),
                () -> betweenChunks.run());
    }

    void counters(String counters) {
        settings =
                new Config.Pull(
                        defaults.settle(),
                        defaults.overlap(),
                        defaults.deadline(),
                        defaults.requestsPerMinute(),
                        defaults.spreadAfter(),
                        defaults.maxResults(),
                        defaults.firstRun(),
                        counters,
                        defaults.ownNoise(),
                        defaults.minFreeDisk());
        puller = newPuller();
    }

    PullReport pull(String tick) throws InterruptedException {
        return pull(Instant.parse(tick));
    }

    PullReport pull(Instant tick) throws InterruptedException {
        if (pce.now.isBefore(tick)) {
            pce.now = tick;
        }
        return puller.traffic(tick, 1, Journal.none());
    }

    /** Only these rows come from now on. */
    void answer(FlowRow... rows) {
        pce.fixed = List.of(rows);
    }

    /** A row of one connection's counters; bytes in are ten times, bytes out twice as many. */
    FlowRow row(String first, String last, long connections) {
        return new FlowRow(
                pce.endpoint("10.0.0.1"),
                pce.endpoint("10.0.0.2"),
                443,
                6,
                -1,
                -1,
                "nginx",
                "www",
                "",
                Direction.INBOUND,
                "closed",
                Decision.ALLOWED,
                "unicast",
                "Corporate",
                "server",
                Instant.parse(first),
                Instant.parse(last),
                connections,
                connections * 10,
                connections * 2);
    }

    /** A report that is there at once. */
    Reconciliation reconciliation() {
        return new Reconciliation(
                store,
                pceId,
                pce,
                200_000,
                Duration.ofMinutes(15),
                List::of,
                Duration.ofMinutes(20),
                Duration.ofDays(30));
    }

    PretendPce.Report report(String at, long connections) {
        return report(at, at, connections, Direction.INBOUND);
    }

    PretendPce.Report report(String at, String arrives, long connections, Direction direction) {
        PretendPce.Report report =
                new PretendPce.Report(
                        Instant.parse(at),
                        Instant.parse(arrives),
                        "10.0.0.1",
                        "10.0.0.2",
                        443,
                        6,
                        "",
                        "closed",
                        Decision.ALLOWED,
                        direction,
                        connections,
                        connections * 100,
                        connections * 10);
        pce.reports.add(report);
        return report;
    }

    record Increment(
            long flowId,
            Instant since,
            Instant until,
            long connections,
            long in,
            String basis,
            long total,
            boolean counted,
            int late) {}

    List<Increment> increments() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select flow_id, since, until, connections, bytes_in, basis,
                                                       total_connections, counted, late_minutes
                                                  from history.increments
                                                 where pce = :pce
                                                 order by pull_id, flow_id
                                                """)
                                        .bind("pce", pceName)
                                        .map(
                                                (row, ctx) ->
                                                        new Increment(
                                                                row.getLong(1),
                                                                Times.instant(row, 2),
                                                                Times.instant(row, 3),
                                                                row.getLong(4),
                                                                row.getLong(5),
                                                                row.getString(6),
                                                                row.getLong(7),
                                                                row.getBoolean(8),
                                                                row.getInt(9)))
                                        .list());
    }

    List<String> bases() {
        return increments().stream().map(Increment::basis).toList();
    }

    /** Counted connections, bytes in and bytes out. */
    long[] sums() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select coalesce(sum(connections), 0), coalesce(sum(bytes_in), 0),
                                                       coalesce(sum(bytes_out), 0)
                                                  from history.increments
                                                 where pce = :pce and counted
                                                """)
                                        .bind("pce", pceName)
                                        .map(
                                                (row, ctx) ->
                                                        new long[] {
                                                            row.getLong(1),
                                                            row.getLong(2),
                                                            row.getLong(3)
                                                        })
                                        .one());
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return pce.now;
            }
        };
    }
}
