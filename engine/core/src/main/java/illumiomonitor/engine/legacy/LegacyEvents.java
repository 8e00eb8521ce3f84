package illumiomonitor.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Filter;
import illumiomonitor.engine.form.FormException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Filters of event rules. */
final class LegacyEvents {

    /** Words of notifications that were taken for event types, and so never matched. */
    private static final Set<String> DEAD = Set.of("user.login_failed");

    private static final Set<String> ANY = Set.of("*", "any", "all");
    private static final String PLAIN = "[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+";

    private static final Map<String, Field> PATHS =
            Map.ofEntries(
                    Map.entry("event_type", Field.EVENT_TYPE),
                    Map.entry("status", Field.STATUS),
                    Map.entry("severity", Field.EVENT_SEVERITY),
                    Map.entry("notification_type", Field.NOTIFICATION),
                    Map.entry("action.src_ip", Field.CALLER_IP),
                    Map.entry("created_by.user.username", Field.ACTOR),
                    Map.entry("created_by.agent.hostname", Field.ACTOR),
                    Map.entry("info.associated_user.supplied_username", Field.SUPPLIED_USER));

    private final LegacyKeys keys;
    private final boolean ops;
    private final List<Filter> filters = new ArrayList<>();
    private final List<Remark> remarks;
    private final LegacyFile file;

    private LegacyEvents(LegacyKeys keys, LegacyFile file, List<Remark> remarks) {
        this.keys = keys;
        this.ops = file.isOps();
        this.file = file;
        this.remarks = remarks;
    }

    static List<Filter> of(LegacyKeys keys, LegacyFile file, List<Remark> remarks) throws Refused {
        return new LegacyEvents(keys, file, remarks).filters();
    }

    private List<Filter> filters() throws Refused {
        String key = keys.text("filter_key", "event_type");
        if (!key.equals("event_type")) {
            throw new Refused("filter_key", key + " is not event_type, the only one that was read");
        }
        type(joined("filter_value"));
        if (ops) {
            take("filter_status", Field.STATUS, joined("filter_status"));
            take("filter_severity", Field.EVENT_SEVERITY, joined("filter_severity"));
            for (Map.Entry<String, JsonNode> one : keys.map("match_fields").entrySet()) {
                String path = "match_fields." + one.getKey();
                List<String> wanted = LegacyKeys.texts(path, one.getValue());
                field(path, one.getKey(), String.join(",", wanted));
            }
        }
        return filters;
    }

    /** A list is any of its values, as a text with commas is. */
    private String joined(String key) throws Refused {
        return String.join(",", keys.list(key));
    }

    private void field(String key, String path, String pattern) throws Refused {
        Field field = PATHS.get(path);
        if (field == null) {
            throw new Refused(key, "events have no field for " + path + " here");
        }
        if (filters.stream().anyMatch(filter -> filter.field() == field)) {
            throw new Refused(key, "asks for a field that another key asks for too");
        }
        take(key, field, pattern);
        if (path.startsWith("created_by.")) {
            String type = path.startsWith("created_by.user") ? "user" : "agent";
            filters.add(Filter.only(Field.ACTOR_TYPE, type));
        }
    }

    private void type(String value) throws Refused {
        if (value.isEmpty()) {
            throw new Refused("filter_value", "there is no event type");
        }
        if (!ops && !value.matches(PLAIN)) {
            throw new Refused("filter_value", value + " is no event type, and never matched there");
        }
        List<String> types = new ArrayList<>(tokens(value));
        List<String> dead = types.stream().filter(DEAD::contains).toList();
        types.removeAll(dead);
        for (String one : dead) {
            String why =
                    one
                            + " is a notification, not an event type, and never matched there; the"
                            + " shipped rule event/failed-sign-ins does what was meant";
            if (types.isEmpty()) {
                throw new Refused("filter_value", why);
            }
            remarks.add(file.remark(keys.path("filter_value"), why));
        }
        take("filter_value", Field.EVENT_TYPE, String.join(",", types));
    }

    private static List<String> tokens(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
    }

    /** Comma lists, {@code a|b}, {@code *}, a leading {@code !}, and anchored patterns. */
    private void take(String key, Field field, String value) throws Refused {
        List<String> tokens = tokens(value);
        long negated = tokens.stream().filter(token -> token.startsWith("!")).count();
        if (negated > 0 && negated < tokens.size()) {
            throw new Refused(key, "mixes what is wanted with what is not: " + value);
        }
        if (negated > 0 && tokens.stream().anyMatch(token -> isAny(token.substring(1)))) {
            throw new Refused(key, value + " leaves nothing over: no event fits it");
        }
        if (tokens.isEmpty() || tokens.stream().anyMatch(LegacyEvents::isAny)) {
            return;
        }
        List<String> values = new ArrayList<>();
        for (String token : tokens) {
            values.addAll(values(field, negated > 0 ? token.substring(1) : token));
        }
        try {
            filters.add(new Filter(field, negated > 0, values));
        } catch (FormException e) {
            throw new Refused(key, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isAny(String token) {
        return ANY.contains(token.strip());
    }

    private static List<String> values(Field field, String token) {
        List<String> parts = Arrays.stream(token.split("\\|")).map(String::strip).toList();
        if (parts.stream().allMatch(part -> isPlain(field, part))) {
            return parts;
        }
        return List.of("/" + token + "/");
    }

    // A dot in an event type is meant as one; a pattern has other signs too.
    private static boolean isPlain(Field field, String part) {
        return field == Field.EVENT_TYPE || field == Field.NOTIFICATION
                ? part.matches(PLAIN)
                : !part.isEmpty() && part.matches("[^\\\\*+?\\[\\](){}^$|]*");
    }
}
