package illumiomonitor.engine.rule;

import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Beacon;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.FanOut;
import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.RecentAlert;
import illumiomonitor.spi.Silence;
import illumiomonitor.spi.SourceHealth;
import illumiomonitor.spi.Talker;
import illumiomonitor.spi.Tick;
import illumiomonitor.spi.Workload;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Puts facts that are neither flow nor event into words, with the numbers that were compared. */
final class Telling {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Map<Integer, String> PROTOCOLS =
            Map.of(1, "icmp", 6, "tcp", 17, "udp", 58, "icmp6", 132, "sctp");

    /** A fact in words; the kind is {@code NUMBER} or {@code NOTE}. */
    record Told(String kind, String name, String value) {}

    private final Words words;
    private final ZoneId zone;
    private final Tick tick;

    Telling(Words words, ZoneId zone, Tick tick) {
        this.words = words;
        this.zone = zone;
        this.tick = tick;
    }

    Told of(Object fact) {
        if (fact instanceof FanOut fanOut) {
            return fanOut(fanOut);
        }
        if (fact instanceof Edge edge) {
            return edge(edge);
        }
        if (fact instanceof Talker talker) {
            return talker(talker);
        }
        if (fact instanceof Baseline baseline) {
            return baseline(baseline);
        }
        if (fact instanceof Silence silence) {
            return silence(silence);
        }
        if (fact instanceof Beacon beacon) {
            return beacon(beacon);
        }
        if (fact instanceof Workload workload) {
            return workload(workload);
        }
        if (fact instanceof Change change) {
            return change(change);
        }
        if (fact instanceof SourceHealth health) {
            return health(health);
        }
        if (fact instanceof OpenAlert alert) {
            return alert(alert.rule(), alert.subject(), alert.firstTick(), alert.lastTick());
        }
        if (fact instanceof RecentAlert alert) {
            return alert(alert.rule(), alert.subject(), alert.firstTick(), alert.lastTick());
        }
        throw new IllegalArgumentException(fact.getClass() + " is no fact");
    }

    private Told fanOut(FanOut fanOut) {
        boolean ports = fanOut.port() < 0;
        return number(
                "fanout.name",
                fanOut.srcIp(),
                words.get(
                        ports ? "fanout.destination" : "fanout.port",
                        fanOut.srcIp(),
                        ports ? fanOut.ports() : fanOut.destinations(),
                        ports ? fanOut.dstIp() : service(fanOut.port(), fanOut.proto()),
                        ports ? fanOut.unansweredPorts() : fanOut.unansweredDestinations(),
                        minute(tick.from()),
                        minute(tick.at())));
    }

    private Told edge(Edge edge) {
        String before =
                edge.isFirst() ? words.get("edge.new") : edge.isNew() ? back(edge) : known(edge);
        String value =
                words.get(
                        "edge.value",
                        edge.connections(),
                        edge.bytesIn(),
                        edge.bytesOut(),
                        words.get("decision." + edge.decision()),
                        before);
        return number("edge.name", way(edge.src(), edge.dst(), edge.port(), edge.proto()), value);
    }

    private String back(Edge edge) {
        return words.get("edge.back", moment(edge.firstSeen()), moment(edge.seenBefore()));
    }

    private String known(Edge edge) {
        return words.get(
                "edge.known",
                moment(edge.firstSeen()),
                moment(edge.seenBefore()),
                edge.daysBefore(),
                edge.allowedDays(),
                edge.stoppedDays());
    }

    private Told talker(Talker talker) {
        String value =
                words.get(
                        "talker.value",
                        talker.opened(),
                        talker.destinations(),
                        talker.accepted(),
                        talker.sources(),
                        talker.bytesSent(),
                        talker.bytesReceived(),
                        talker.bytesUploaded());
        return number("talker.name", named(talker.endpoint()), value);
    }

    private Told baseline(Baseline baseline) {
        String value =
                words.get(
                        "baseline.value",
                        baseline.value(),
                        baseline.usual(),
                        baseline.z(),
                        baseline.samples(),
                        words.get(baseline.seasonal() ? "baseline.week" : "baseline.all"));
        String name = words.get("metric." + baseline.metric()) + " " + baseline.entity();
        return number("baseline.name", name, value);
    }

    private Told silence(Silence silence) {
        String value =
                words.get(
                        "silence.value",
                        moment(silence.since()),
                        silence.lasted().toMinutes(),
                        silence.expected(),
                        silence.probability());
        return number("silence.name", named(silence.endpoint()), value);
    }

    private Told beacon(Beacon beacon) {
        String value =
                words.get(
                        "beacon.value",
                        beacon.score(),
                        beacon.regularity(),
                        beacon.size(),
                        beacon.histogram(),
                        beacon.duration(),
                        beacon.connections(),
                        beacon.occupied(),
                        beacon.rank());
        return number(
                "beacon.name",
                way(beacon.src(), beacon.dst(), beacon.port(), beacon.proto()),
                value);
    }

    private Told workload(Workload workload) {
        String value =
                words.get(
                        "workload.value",
                        workload.enforcement().isEmpty() ? "-" : workload.enforcement(),
                        words.get(workload.online() ? "workload.online" : "workload.offline"),
                        moment(workload.labelsSince()),
                        moment(workload.readAt()));
        return note("workload.name", workload.name(), value);
    }

    private Told change(Change change) {
        String value =
                words.get(
                        "change.value",
                        change.field().isEmpty() ? "-" : change.field(),
                        change.before().isEmpty() ? "-" : change.before(),
                        change.after().isEmpty() ? "-" : change.after());
        return note("change.name", change.type() + " " + change.object(), value);
    }

    private Told health(SourceHealth health) {
        String lastOk =
                health.lastOk().equals(Instant.EPOCH)
                        ? words.get("health.never")
                        : moment(health.lastOk());
        String value = words.get("health.value", health.state(), health.failures(), lastOk);
        if (!health.reason().isEmpty()) {
            value += "; " + words.get("health.reason", health.reason());
        }
        return note("health.name", health.kind(), value);
    }

    private Told alert(String rule, String subject, Instant first, Instant last) {
        return note(
                "open.name", rule, words.get("open.value", subject, moment(first), moment(last)));
    }

    private Told number(String key, String whom, String value) {
        return new Told("NUMBER", words.get(key, whom), value);
    }

    private Told note(String key, String whom, String value) {
        return new Told("NOTE", words.get(key, whom), value);
    }

    private String way(Endpoint src, Endpoint dst, int port, int proto) {
        return words.get("way", named(src), named(dst), service(port, proto));
    }

    static String named(Endpoint endpoint) {
        return endpoint.name().isEmpty() || endpoint.name().equals(endpoint.ip())
                ? endpoint.ip()
                : endpoint.ip() + " (" + endpoint.name() + ")";
    }

    String service(int port, int proto) {
        String protocol = PROTOCOLS.getOrDefault(proto, String.valueOf(proto));
        return port == 0 ? protocol : words.get("flow.service", String.valueOf(port), protocol);
    }

    String minute(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    String moment(Instant instant) {
        return MOMENT.format(instant.atZone(zone));
    }
}
