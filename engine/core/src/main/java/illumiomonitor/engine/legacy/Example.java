package illumiomonitor.engine.legacy;

import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A row of a case that fits all filters of a form, as a case file writes it. */
final class Example {

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

    /** Fields of which several say something about one value of the row. */
    private static final Set<Field> TOGETHER =
            Set.of(
                    Field.PORT,
                    Field.PROTOCOL,
                    Field.SRC_LABEL,
                    Field.DST_LABEL,
                    Field.ANY_LABEL,
                    Field.SRC_PLACE,
                    Field.DST_PLACE,
                    Field.ANY_PLACE);

    private final Asked asked;
    private final Map<String, Object> row = new LinkedHashMap<>();

    private Example(Asked asked) {
        this.asked = asked;
    }

    /** The row, or nothing where none can be made up. */
    static Optional<Map<String, Object>> of(Form form) {
        Example example = new Example(new Asked(form.filters()));
        return example.isMade(form.kind()) ? Optional.of(example.row) : Optional.empty();
    }

    private boolean isMade(Kind kind) {
        for (Field field : kind.fields()) {
            if (!TOGETHER.contains(field) && asked.about(field)) {
                Optional<String> value = value(field);
                if (value.isEmpty()) {
                    return false;
                }
                put(field, value.get());
            }
        }
        return kind == Kind.EVENT
                || ExampleService.put(asked, row)
                        && ExamplePlaces.put(asked, row)
                        && ExampleLabels.put(asked, row);
    }

    private Optional<String> value(Field field) {
        List<String> wanted = asked.wanted(field);
        List<String> candidates = new ArrayList<>(wanted);
        candidates.addAll(ordinary(field));
        return candidates.stream()
                .filter(value -> !isPattern(value))
                .filter(value -> asked.fits(field, one -> is(one, value)))
                .findFirst();
    }

    private static List<String> ordinary(Field field) {
        return switch (field) {
            case EVENT_TYPE -> TYPES;
            case DECISION -> List.of("ALLOWED", "BLOCKED", "UNKNOWN", "POTENTIALLY_BLOCKED");
            case SRC_MANAGED, DST_MANAGED -> List.of("yes", "no");
            case TRANSMISSION -> List.of("unicast", "broadcast", "multicast");
            default -> TEXTS;
        };
    }

    private static boolean is(String one, String value) {
        return isPattern(one)
                ? value.matches(one.substring(1, one.length() - 1))
                : one.equals(value);
    }

    private static boolean isPattern(String value) {
        return value.length() > 2 && value.startsWith("/") && value.endsWith("/");
    }

    private void put(Field field, String value) {
        switch (field) {
            case EVENT_TYPE -> row.put("type", value);
            case EVENT_SEVERITY -> row.put("severity", value);
            case NOTIFICATION -> row.put("notificationTypes", List.of(value));
            case ACTOR_TYPE -> row.put("actorType", value);
            case CALLER_IP -> row.put("srcIp", value);
            case SUPPLIED_USER -> row.put("suppliedUser", value);
            case SRC_MANAGED -> row.put("srcManaged", value.equals("yes"));
            case DST_MANAGED -> row.put("dstManaged", value.equals("yes"));
            case WINDOWS_SERVICE -> row.put("service", value);
            default -> row.put(field.name().toLowerCase(Locale.ROOT), value);
        }
    }
}
