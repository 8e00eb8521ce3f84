package illumiomonitor.engine.rule;

import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.FanOut;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.SourceHealth;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the facts that a finding rests on into words. */
final class Proofs {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Map<Integer, String> PROTOCOLS =
            Map.of(1, "icmp", 6, "tcp", 17, "udp", 58, "icmp6", 132, "sctp");

    private final Words words;
    private final ZoneId zone;
    private final WindowFacts facts;

    Proofs(Words words, ZoneId zone, WindowFacts facts) {
        this.words = words;
        this.zone = zone;
        this.facts = facts;
    }

    /** The limit and the counts first, then the facts. */
    List<Proof> of(JudgedRule rule, Evidence evidence) {
        List<Proof> proofs = new ArrayList<>();
        RuleInfo info = rule.info();
        if (rule.header().threshold() != null) {
            proofs.add(number("threshold", info.threshold(), info.unit()));
        }
        proofs.add(number("rows", facts.rows(rule.compiled().text()), evidence.count()));
        evidence.fanOuts.stream().limit(20).map(this::fanOut).forEach(proofs::add);
        evidence.health.forEach(health -> proofs.add(health(health)));
        evidence.openAlerts.forEach(alert -> proofs.add(open(alert)));
        evidence.topEvents().forEach(event -> proofs.add(event(event)));
        List<Flow> flows = evidence.topFlows();
        flows.forEach(flow -> proofs.add(flow(flow)));
        if (flows.size() < evidence.flowCount()) {
            proofs.add(number("shown", flows.size(), evidence.flowCount()));
        }
        if (evidence.assumed()) {
            proofs.add(
                    new Proof(
                            "NOTE",
                            null,
                            null,
                            words.get("assumed.name"),
                            words.get("assumed.value")));
        }
        return proofs;
    }

    private Proof number(String key, Object... args) {
        String value = words.get(key + ".value", args).strip();
        return new Proof("NUMBER", null, null, words.get(key + ".name"), value);
    }

    private Proof flow(Flow flow) {
        List<String> parts = new ArrayList<>();
        boolean repeats = flow.connections() == 0 && flow.reports() > 0;
        parts.add(
                words.get(
                        repeats ? "flow.repeats" : "flow.counted",
                        repeats ? flow.reports() : flow.connections(),
                        from(),
                        to(),
                        flow.pceConnections()));
        SeenFlows.Tale tale = facts.flows().tales().apply(flow.id());
        parts.add(
                words.get("basis." + flow.basis(), minute(tale.since()), tale.late().toMinutes()));
        parts.add(
                flow.bytesMeasured()
                        ? words.get("flow.bytes", flow.bytesIn(), flow.bytesOut())
                        : words.get("flow.unmeasured"));
        if (flow.spread()) {
            parts.add(words.get("flow.spread"));
        }
        String name =
                words.get(
                        "flow.name",
                        named(flow.src().ip(), flow.src().name()),
                        named(flow.dst().ip(), flow.dst().name()),
                        service(flow.port(), flow.proto()),
                        words.get("decision." + flow.decision()));
        return proof("FLOW", flow.id(), null, name, String.join("; ", parts));
    }

    private Proof event(Event event) {
        List<String> parts = new ArrayList<>();
        parts.add(words.get("event.status", event.status().isEmpty() ? "-" : event.status()));
        if (!event.actor().isEmpty()) {
            parts.add(words.get("event.actor", event.actor()));
        }
        if (!event.srcIp().isEmpty()) {
            parts.add(words.get("event.from", event.srcIp()));
        }
        String value = words.get("event.value", moment(event.at()), String.join(", ", parts));
        return proof("EVENT", null, event.id(), words.get("event.name", event.type()), value);
    }

    private Proof fanOut(FanOut fanOut) {
        boolean ports = fanOut.port() < 0;
        String value =
                words.get(
                        ports ? "fanout.destination" : "fanout.port",
                        fanOut.srcIp(),
                        ports ? fanOut.ports() : fanOut.destinations(),
                        ports ? fanOut.dstIp() : service(fanOut.port(), fanOut.proto()),
                        ports ? fanOut.unansweredPorts() : fanOut.unansweredDestinations(),
                        from(),
                        to());
        return proof("NUMBER", null, null, words.get("fanout.name", fanOut.srcIp()), value);
    }

    private Proof health(SourceHealth health) {
        String lastOk =
                health.lastOk().equals(Instant.EPOCH)
                        ? words.get("health.never")
                        : moment(health.lastOk());
        String value = words.get("health.value", health.state(), health.failures(), lastOk);
        if (!health.reason().isEmpty()) {
            value += "; " + words.get("health.reason", health.reason());
        }
        return proof("NOTE", null, null, words.get("health.name", health.kind()), value);
    }

    private Proof open(OpenAlert alert) {
        String value =
                words.get(
                        "open.value",
                        alert.subject(),
                        moment(alert.firstTick()),
                        moment(alert.lastTick()));
        return proof("NOTE", null, null, words.get("open.name", alert.rule()), value);
    }

    private static Proof proof(
            String kind, @Nullable Long flowId, @Nullable Long eventId, String name, String value) {
        return new Proof(kind, flowId, eventId, cut(name, 255), cut(value, 2000));
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private static String named(String ip, String name) {
        return name.isEmpty() || name.equals(ip) ? ip : ip + " (" + name + ")";
    }

    private String service(int port, int proto) {
        String protocol = PROTOCOLS.getOrDefault(proto, String.valueOf(proto));
        return port == 0 ? protocol : words.get("flow.service", String.valueOf(port), protocol);
    }

    private String from() {
        return minute(facts.tick().from());
    }

    private String to() {
        return minute(facts.tick().at());
    }

    private String minute(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    private String moment(Instant instant) {
        return MOMENT.format(instant.atZone(zone));
    }
}
