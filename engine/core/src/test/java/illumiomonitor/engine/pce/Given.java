package illumiomonitor.engine.pce;

import illumiomonitor.engine.config.Config;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.Secret;
import illumiomonitor.spi.TimeWindow;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the tests of this package begin with. */
final class Given {

    static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    static final TimeWindow WINDOW = new TimeWindow(EIGHT.minusSeconds(1800), EIGHT);

    static final Pace FAST =
            new Pace(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(6),
                    Duration.ofMillis(2),
                    Duration.ofMillis(20),
                    Duration.ofMillis(2),
                    Duration.ofMillis(10),
                    List.of(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20)),
                    Duration.ofMillis(5),
                    Duration.ofMillis(200));

    private Given() {}

    static Config.Pce pce(URI url) {
        return new Config.Pce(
                "hq",
                url,
                1,
                "api_1a2b",
                new Secret("not-a-secret"),
                true,
                null,
                null,
                null,
                false);
    }

    static PceClient client(ScriptedPce server, Path folder) {
        return client(pce(server.url()), folder, FAST);
    }

    static PceClient client(Config.Pce pce, Path folder, Pace pace) {
        return new PceClient(
                pce, pull(Duration.ofSeconds(20), false), Clock.systemUTC(), folder, pace);
    }

    static Config.Pull pull(Duration deadline, boolean ownNoise) {
        Config.Pull d = Config.Pull.defaults();
        return new Config.Pull(
                d.settle(),
                d.overlap(),
                deadline,
                10_000,
                d.spreadAfter(),
                d.maxResults(),
                d.firstRun(),
                d.counters(),
                ownNoise,
                d.minFreeDisk());
    }

    static FlowQuery everything() {
        return FlowQuery.of(WINDOW, 200_000);
    }

    static String row(int n) {
        return """
                {"src":{"ip":"10.20.4.%d","workload":{"href":"/orgs/1/workloads/w%d","name":"web-%d","hostname":"web-%d.acme.test",
                 "managed":true,"enforcement_mode":"full","labels":[{"href":"/orgs/1/labels/12","key":"role","value":"Web"}]}},
                 "dst":{"ip":"203.0.113.9","fqdn":"api.partner.example"},
                 "service":{"port":443,"proto":6},"num_connections":%d,"state":"closed","flow_direction":"outbound",
                 "policy_decision":"allowed","dst_bi":10,"dst_bo":20,"caps":[],
                 "timestamp_range":{"first_detected":"2026-07-01T00:00:00Z","last_detected":"2026-07-01T07:44:03Z"}}"""
                .formatted(n % 250, n, n, n, n + 1);
    }

    static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(Given::row)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
