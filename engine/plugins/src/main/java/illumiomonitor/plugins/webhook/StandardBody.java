package illumiomonitor.plugins.webhook;

import illumiomonitor.spi.Alert;
import illumiomonitor.spi.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract with receivers; keys may be added, never renamed.
 *
 * <ul>
 *   <li>An alert: {@code {id, pce, rule, rule_version, severity, subject, summary, state,
 *       opened_at, last_seen_at, occurrences, evidence: [{kind, name, value}]}}.
 *   <li>A test: the same with {@code "kind": "TEST"} before it and id 0.
 *   <li>A digest: {@code {kind: "DIGEST", title, link, lines: [{label, text}], alerts: [...]}} with
 *       up to 100 alerts without evidence; the title says how many there are.
 * </ul>
 */
final class StandardBody implements Body {

    @Override
    public Map<String, Object> of(Message message) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (message.kind() != Message.Kind.ALERT) {
            body.put("kind", message.kind().name());
        }
        if (message.kind() == Message.Kind.DIGEST || message.alerts().size() != 1) {
            body.put("title", message.title());
            body.put("link", message.link());
            body.put("lines", message.lines().stream().map(StandardBody::line).toList());
            body.put("alerts", message.alerts().stream().map(StandardBody::alert).toList());
        } else {
            body.putAll(alert(message.alerts().get(0)));
        }
        return body;
    }

    private static Map<String, Object> line(Message.Line line) {
        return Map.of("label", line.label(), "text", line.text());
    }

    private static Map<String, Object> alert(Alert alert) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", alert.id());
        body.put("pce", alert.pce());
        body.put("rule", alert.rule());
        body.put("rule_version", alert.ruleVersion());
        body.put("severity", alert.severity().name());
        body.put("subject", alert.subject());
        body.put("summary", alert.summary());
        body.put("state", alert.state());
        body.put("opened_at", alert.openedAt().toString());
        body.put("last_seen_at", alert.lastSeenAt().toString());
        body.put("occurrences", alert.occurrences());
        body.put("evidence", alert.evidence().stream().map(StandardBody::evidence).toList());
        return body;
    }

    static Map<String, Object> evidence(Alert.Evidence evidence) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", evidence.kind());
        body.put("name", evidence.name());
        body.put("value", evidence.value());
        return body;
    }

    static List<Map<String, Object>> evidence(Alert alert, int most) {
        return alert.evidence().stream().limit(most).map(StandardBody::evidence).toList();
    }
}
