package illumiomonitor.engine.form;

import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Basis;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Flows and events by chance, of values that {@link SomeForms} asks for and of others. */
final class SomeFacts {

    static final Instant TICK = Instant.parse("2026-11-23T10:00:00Z");

    private final SomeForms dice;

    SomeFacts(long seed) {
        this.dice = new SomeForms(seed);
    }

    /** Facts of the type that a kind of rule looks at. */
    List<?> of(Kind kind) {
        return switch (kind) {
            case EVENT -> events(80);
            case TRAFFIC, VOLUME, BANDWIDTH -> flows(150);
            case NEW_EDGE -> edges(150);
            case SPIKE -> baselines();
            case SILENCE -> silences();
        };
    }

    private List<Flow> flows(int many) {
        List<Flow> flows = new ArrayList<>();
        for (int n = 1; n <= many; n++) {
            flows.add(flow(n));
        }
        return flows;
    }

    private Flow flow(long id) {
        long connections = dice.number(20);
        long in = dice.number(4) * 15_000_000L;
        long out = dice.number(4) * 7_000_000L;
        Instant seen = TICK.minusSeconds(dice.number(50));
        return new Flow(
                id,
                "hq",
                endpoint(),
                endpoint(),
                dice.one(List.of(22, 443, 53, 1000, 1500, 2000, 3500, 9)),
                dice.one(List.of(6, 17, 1)),
                dice.one(List.of("", "sshd", "C:\\tools\\upd.exe", "smbd")),
                dice.one(List.of("", "root", "DOM\\user")),
                dice.one(List.of("", "TermService")),
                dice.one(List.of(Decision.values())),
                dice.one(List.of(Direction.values())),
                "closed",
                dice.one(List.of("unicast", "broadcast", "multicast")),
                connections,
                connections,
                in,
                out,
                true,
                TICK.minusSeconds(600),
                seen,
                connections,
                in,
                out,
                Basis.DELTA,
                false,
                TICK,
                "",
                "",
                TICK,
                1 + dice.number(600));
    }

    private Endpoint endpoint() {
        boolean managed = dice.maybe();
        Map<String, String> labels = new HashMap<>();
        if (dice.maybe()) {
            labels.put("env", dice.one(List.of("prod", "dev", "test")));
        }
        if (dice.maybe()) {
            labels.put("app", dice.one(List.of("a \"b\"", "x || y", "erp")));
        }
        return new Endpoint(
                dice.one(
                        List.of(
                                "10.0.0.5",
                                "10.0.0.7",
                                "10.0.0.9",
                                "10.0.0.1",
                                "10.0.1.1",
                                "10.0.1.200",
                                "fe80::1",
                                "2001:db8::7")),
                managed ? "/orgs/1/workloads/1" : "",
                "",
                managed,
                "",
                labels,
                dice.one(
                        List.of(
                                List.of(),
                                List.of("Corporate"),
                                List.of("Internet", "a \"b\", c"))),
                "");
    }

    private List<Event> events(int many) {
        List<Event> events = new ArrayList<>();
        for (int n = 1; n <= many; n++) {
            events.add(event(n));
        }
        return events;
    }

    private Event event(long id) {
        return new Event(
                id,
                "hq",
                "/orgs/1/events/" + id,
                TICK.minusSeconds(dice.number(50)),
                dice.one(
                        List.of(
                                "agent.tampering",
                                "user.sign_in",
                                "agent.suspend",
                                "rule_set.create")),
                dice.one(List.of("success", "failure", "")),
                dice.one(List.of("info", "err", "warning")),
                dice.one(List.of("user", "agent", "system")),
                dice.one(List.of("", "ada", "DOM\\ada", "a, \"b\"")),
                dice.one(List.of("", "10.0.0.5", "FILTERED", "10.0.0.6")),
                dice.one(List.of(List.of(), List.of("user.login_failed"))),
                dice.one(List.of("", "list", "the prod list")),
                dice.one(List.of("", "web1", "web2")),
                List.of(),
                dice.one(List.of("", "root", "admin")),
                TICK);
    }

    private List<Edge> edges(int many) {
        List<Edge> edges = new ArrayList<>();
        for (int n = 1; n <= many; n++) {
            Instant before = dice.maybe() ? Instant.EPOCH : TICK.minusSeconds(90_000);
            edges.add(
                    new Edge(
                            "hq",
                            endpoint(),
                            endpoint(),
                            dice.one(List.of(22, 443, 53, 1000, 1500, 2000, 3500, 9)),
                            dice.one(List.of(6, 17, 1)),
                            dice.one(List.of(Decision.values())),
                            1,
                            0,
                            0,
                            TICK,
                            TICK,
                            before,
                            0,
                            0,
                            0,
                            0,
                            1,
                            TICK,
                            TICK));
        }
        return edges;
    }

    /** At most one for each metric and address, as the engine makes them. */
    private List<Baseline> baselines() {
        List<Baseline> baselines = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            for (Endpoint endpoint : each()) {
                double z = dice.number(500) / 10.0;
                baselines.add(
                        new Baseline(
                                "hq",
                                metric,
                                endpoint.ip(),
                                endpoint,
                                dice.number(100),
                                1,
                                1,
                                z,
                                100,
                                true,
                                7));
            }
        }
        return baselines;
    }

    private List<Silence> silences() {
        return each().stream()
                .map(
                        endpoint ->
                                new Silence(
                                        "hq",
                                        endpoint,
                                        TICK.minusSeconds(3600),
                                        Duration.ofMinutes(dice.number(90)),
                                        dice.number(100),
                                        0.001,
                                        100))
                .toList();
    }

    private List<Endpoint> each() {
        Map<String, Endpoint> each = new HashMap<>();
        for (int n = 0; n < 40; n++) {
            Endpoint endpoint = endpoint();
            each.put(endpoint.ip(), endpoint);
        }
        return List.copyOf(each.values());
    }
}
