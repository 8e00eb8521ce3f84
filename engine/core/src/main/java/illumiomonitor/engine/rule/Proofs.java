package illumiomonitor.engine.rule;

import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the facts that a finding rests on into words. */
final class Proofs {

    /** More than these would hide the flows below them. */
    private static final int OTHERS = 30;

    private static final List<String> SAID_OF_ALL =
            List.of("threshold", "rows", "shown", "assumed");

    private final Words words;
    private final Telling telling;
    private final WindowFacts facts;

    Proofs(Words words, ZoneId zone, WindowFacts facts) {
        this.words = words;
        this.telling = new Telling(words, zone, facts.tick());
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
        evidence.others().stream().limit(OTHERS).map(this::other).forEach(proofs::add);
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

    /** Whether it is one of the facts, and not what is said of all of them. */
    boolean isFact(Proof proof) {
        return SAID_OF_ALL.stream().noneMatch(key -> words.get(key + ".name").equals(proof.name()));
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
                words.get(
                        "basis." + flow.basis(),
                        telling.minute(tale.since()),
                        tale.late().toMinutes()));
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
                        Telling.named(flow.src()),
                        Telling.named(flow.dst()),
                        telling.service(flow.port(), flow.proto()),
                        words.get("decision." + flow.decision()));
        String value = parts.stream().reduce((a, b) -> words.get("and", a, b)).orElse("");
        return proof("FLOW", flow.id(), null, name, value);
    }

    private Proof event(Event event) {
        String how =
                "event.status"
                        + (event.actor().isEmpty() ? "" : ".by")
                        + (event.srcIp().isEmpty() ? "" : ".from");
        String status = event.status().isEmpty() ? "-" : event.status();
        String value =
                words.get(
                        "event.value",
                        telling.moment(event.at()),
                        words.get(how, status, event.actor(), event.srcIp()));
        return proof("EVENT", null, event.id(), words.get("event.name", event.type()), value);
    }

    private Proof other(Object fact) {
        Telling.Told told = telling.of(fact);
        return proof(told.kind(), null, null, told.name(), told.value());
    }

    private static Proof proof(
            String kind, @Nullable Long flowId, @Nullable Long eventId, String name, String value) {
        return new Proof(kind, flowId, eventId, cut(name, 255), cut(value, 2000));
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private String from() {
        return telling.minute(facts.tick().from());
    }

    private String to() {
        return telling.minute(facts.tick().at());
    }
}
