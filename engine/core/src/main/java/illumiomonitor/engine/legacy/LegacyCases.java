package illumiomonitor.engine.legacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Filter;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.Kind;
import illumiomonitor.engine.form.Lengths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Two cases for a rule: one that fires at the threshold, and one that is quiet just below it. */
final class LegacyCases {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MIB = 1_048_576;

    private static final List<String> TYPES =
            List.of(
                    "agent.tampering",
                    "agent.suspend",
                    "agent.clone_detected",
                    "user.sign_in",
                    "user.login",
                    "rule_set.create",
                    "rule_set.update",
                    "sec_rule.create",
                    "sec_policy.create",
                    "api_key.create",
                    "workloads.unpair",
                    "workload.create",
                    "request.authentication_failed",
                    "request.authorization_failed",
                    "system_task.agent_offline_check",
                    "lost_agent.found",
                    "cluster.update");
    private static final List<String> TEXTS =
            List.of(
                    "failure",
                    "success",
                    "err",
                    "warning",
                    "info",
                    "user",
                    "agent",
                    "admin",
                    "web1",
                    "10.0.0.7");

    private final Form form;
    private final Map<String, Object> row = new LinkedHashMap<>();

    private LegacyCases(Form form) {
        this.form = form;
    }

    /** The case file, or nothing where no example of what the rule looks for can be made up. */
    static Optional<String> of(Form form) {
        return new LegacyCases(form).text();
    }

    private Optional<String> text() {
        for (Field field : form.kind().fields()) {
            List<String> wanted = values(field, false);
            if (!wanted.isEmpty() || !values(field, true).isEmpty()) {
                Optional<String> example = example(field);
                if (example.isEmpty()) {
                    return Optional.empty();
                }
                put(field, example.get(), wanted);
            }
        }
        boolean events = form.kind() == Kind.EVENT;
        String key = events ? "events" : "flows";
        return Optional.of(
                "rule: "
                        + form.name()
                        + "\n\ncases:\n  - name: fires at the threshold\n    "
                        + key
                        + ": "
                        + rows(true)
                        + "\n    finds: ["
                        + json("hq: " + said())
                        + "]\n\n  - name: stays quiet just below\n    "
                        + key
                        + ": "
                        + rows(false)
                        + "\n    finds: []\n");
    }

    private List<String> values(Field field, boolean excluded) {
        return form.filters().stream()
                .filter(filter -> filter.field() == field && filter.excluded() == excluded)
                .map(Filter::values)
                .findFirst()
                .orElse(List.of());
    }

    private Optional<String> example(Field field) {
        List<String> wanted = values(field, false);
        List<String> unwanted = values(field, true);
        List<String> candidates = new ArrayList<>(wanted);
        if (wanted.isEmpty()) {
            candidates.addAll(ordinary(field));
        } else {
            candidates.addAll(field == Field.EVENT_TYPE ? TYPES : TEXTS);
        }
        return candidates.stream()
                .filter(value -> !isPattern(value))
                .filter(value -> wanted.isEmpty() || fits(wanted, value))
                .filter(value -> !fits(unwanted, value))
                .findFirst();
    }

    private static List<String> ordinary(Field field) {
        return switch (field) {
            case EVENT_TYPE -> TYPES;
            case DECISION -> List.of("ALLOWED", "BLOCKED", "UNKNOWN", "POTENTIALLY_BLOCKED");
            case PORT -> List.of("8443", "17443");
            case PROTOCOL -> List.of("6", "17", "47");
            case SRC_MANAGED, DST_MANAGED -> List.of("yes", "no");
            case TRANSMISSION -> List.of("unicast", "broadcast", "multicast");
            case SRC_LABEL, DST_LABEL, ANY_LABEL -> List.of("example=none", "example=other");
            case SRC_PLACE, DST_PLACE, ANY_PLACE -> List.of("198.51.100.77", "192.0.2.77");
            default -> TEXTS;
        };
    }

    /** Whether one of the values is or holds this one. */
    private static boolean fits(List<String> values, String value) {
        return values.stream()
                .anyMatch(
                        one ->
                                isPattern(one)
                                        ? value.matches(one.substring(1, one.length() - 1))
                                        : one.equals(value));
    }

    private static boolean isPattern(String value) {
        return value.length() > 2 && value.startsWith("/") && value.endsWith("/");
    }

    private void put(Field field, String value, List<String> wanted) {
        switch (field) {
            case EVENT_TYPE -> row.put("type", value);
            case EVENT_SEVERITY -> row.put("severity", value);
            case NOTIFICATION -> row.put("notificationTypes", List.of(value));
            case ACTOR_TYPE -> row.put("actorType", value);
            case CALLER_IP -> row.put("srcIp", value);
            case SUPPLIED_USER -> row.put("suppliedUser", value);
            case PORT -> port(value);
            case PROTOCOL -> row.put("proto", Integer.parseInt(value));
            case SRC_LABEL, ANY_LABEL -> labels("srcLabels", wanted);
            case DST_LABEL -> labels("dstLabels", wanted);
            case SRC_PLACE, ANY_PLACE -> place("src", value);
            case DST_PLACE -> place("dst", value);
            case SRC_MANAGED -> row.put("srcManaged", value.equals("yes"));
            case DST_MANAGED -> row.put("dstManaged", value.equals("yes"));
            case WINDOWS_SERVICE -> row.put("service", value);
            default -> row.put(field.name().toLowerCase(Locale.ROOT), value);
        }
    }

    private void port(String value) {
        String[] parts = value.split("/");
        row.put("port", Integer.parseInt(parts[0].split("-")[0]));
        if (parts.length > 1) {
            row.put("proto", Integer.parseInt(parts[1]));
        }
    }

    /** One value of each key that is wanted. */
    private void labels(String key, List<String> wanted) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : wanted) {
            int equals = label.indexOf('=');
            labels.putIfAbsent(label.substring(0, equals), label.substring(equals + 1));
        }
        row.put(key, labels);
    }

    private void place(String side, String value) {
        if (Field.SRC_PLACE.isList(value)) {
            row.put(side + "IpLists", List.of(value));
        } else {
            int slash = value.indexOf('/');
            row.put(side + "Ip", slash < 0 ? value : value.substring(0, slash));
        }
    }

    private String rows(boolean fires) {
        long threshold = form.threshold();
        Map<String, Object> filled = new LinkedHashMap<>(row);
        switch (form.kind()) {
            case EVENT -> {
                long times = fires ? threshold : threshold - 1;
                if (times == 0) {
                    return "[]";
                }
                filled.put("repeat", times);
            }
            case TRAFFIC -> filled.put("connections", fires ? threshold : threshold - 1);
            case VOLUME -> filled.put("bytesIn", threshold * MIB - (fires ? 0 : 1));
            default -> {
                filled.put("seconds", 8);
                filled.put("bytesIn", threshold * 1_000_000 - (fires ? 0 : 1));
            }
        }
        return "[" + json(filled) + "]";
    }

    private String said() {
        String window = " within " + Lengths.written(form.window());
        return switch (form.kind()) {
            case EVENT -> String.format(Locale.ENGLISH, "%,d events", form.threshold()) + window;
            case TRAFFIC ->
                    String.format(Locale.ENGLISH, "%,d connections", form.threshold()) + window;
            case VOLUME -> String.format(Locale.ENGLISH, "%,d MiB", form.threshold()) + window;
            default ->
                    String.format(Locale.ENGLISH, "%,.1f Mbit/s", (double) form.threshold())
                            + window;
        };
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }
}
