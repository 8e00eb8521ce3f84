package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replaces every text of an answer that could tell whose it is, the same text by the same wherever
 * it stands. A text is kept only when its key is known to hold one of the PCE's own words, or when
 * it is a time. Numbers stay. Not thread-safe.
 */
final class Anonymiser {

    private static final Set<String> WORDS =
            Set.of(
                    "status",
                    "state",
                    "policy_decision",
                    "boundary_decision",
                    "draft_policy_decision",
                    "flow_direction",
                    "transmission",
                    "client_type",
                    "os_type",
                    "enforcement_mode",
                    "visibility_level",
                    "event_type",
                    "severity",
                    "change_type",
                    "api_method",
                    "notification_type",
                    "type",
                    "link_state",
                    "network_detection_mode",
                    "version",
                    "long_display",
                    "short_display",
                    "build",
                    "ven_type",
                    "mode",
                    "security_policy_sync_state",
                    "policy_health",
                    "database_name");

    /** No free text: a sentence under such a key may hold a name. */
    private static final Pattern WORD = Pattern.compile("[\\w.+()-]+( [\\w.+()-]+){0,2}");

    private static final Set<String> LABEL_KEYS = Set.of("role", "app", "env", "loc");
    private static final Set<String> KEPT = Set.of("", "FILTERED");
    private static final Set<String> SERVICE_LISTS =
            Set.of("running", "not_running", "partial", "optional", "caps");

    /** The PCE's code of a trouble, such as {@code node_memory}; a secret looks otherwise. */
    private static final Pattern TROUBLE = Pattern.compile("[a-z]+(_[a-z]+)+");

    private static final Pattern ORG = Pattern.compile("/orgs/\\d+");
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern ID = Pattern.compile("\\d+|draft|active");

    /** Path segments that are the API's own; any other may be somebody's name. */
    private static final Set<String> SEGMENTS =
            Set.of(
                    "api",
                    "v2",
                    "orgs",
                    "users",
                    "login",
                    "sign_in",
                    "sign_out",
                    "labels",
                    "label_groups",
                    "workloads",
                    "vens",
                    "agents",
                    "events",
                    "system_events",
                    "networks",
                    "jobs",
                    "datafiles",
                    "sec_policy",
                    "ip_lists",
                    "services",
                    "rule_sets",
                    "rules",
                    "sec_rules",
                    "deny_rules",
                    "enforcement_boundaries",
                    "virtual_services",
                    "virtual_servers",
                    "traffic_flows",
                    "async_queries",
                    "download",
                    "service_accounts",
                    "api_keys",
                    "pairing_profiles",
                    "container_clusters",
                    "label_dimensions",
                    "permissions",
                    "settings",
                    "health",
                    "product_version",
                    "bulk_update",
                    "set_labels",
                    "remove_labels",
                    "unpair");

    private final Seal seal = new Seal();
    private final AddressVeil addresses = new AddressVeil(seal);
    private final Map<String, String> known = new HashMap<>();

    JsonNode veil(JsonNode node) {
        return veil("", node);
    }

    private JsonNode veil(String key, JsonNode node) {
        if (node.isObject()) {
            ObjectNode veiled = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                veiled.set(
                        free(field(each.getKey()), veiled),
                        veil(isPair(each.getKey()) ? key : each.getKey(), each.getValue()));
            }
            return veiled;
        }
        if (node.isArray()) {
            ArrayNode veiled = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> veiled.add(veil(key, each)));
            return veiled;
        }
        if (node.isNumber() && key.equals("org_id")) {
            return IntNode.valueOf(1);
        }
        return node.isTextual() ? TextNode.valueOf(text(key, node.asText())) : node;
    }

    /** Where an object is a table, its fields are hrefs, names or addresses. */
    private String field(String key) {
        return FieldNames.contains(key) ? key : text("", key);
    }

    /** {@code Web-01} and {@code web-01} have one veil, and a table may have both. */
    private static String free(String field, ObjectNode taken) {
        String free = field;
        for (int n = 2; taken.has(free); n++) {
            free = field + "-" + n;
        }
        return free;
    }

    /** {@code {"enforcement_mode": {"before": "idle", "after": "full"}}} is about its outer key. */
    private static boolean isPair(String key) {
        return key.equals("before") || key.equals("after");
    }

    private String text(String key, String text) {
        boolean word =
                WORDS.contains(key) && WORD.matcher(text).matches()
                        || SERVICE_LISTS.contains(key)
                        || KEPT.contains(text)
                        || key.equals("token") && TROUBLE.matcher(text).matches()
                        || key.equals("key") && LABEL_KEYS.contains(text);
        if (word || Times.parse(text).isPresent()) {
            return text;
        }
        return known.computeIfAbsent(text, this::replacement);
    }

    private String replacement(String text) {
        if (AddressVeil.isAddress(text)) {
            return addresses.veil(text);
        }
        if (UUID.matcher(text).matches()) {
            return uuid(text);
        }
        if (text.startsWith("/") || text.startsWith("https://")) {
            return path(text);
        }
        if (text.indexOf(' ') < 0 && text.indexOf('.') > 0 && text.indexOf('\\') < 0) {
            return dotted(text);
        }
        return name(text);
    }

    /**
     * Parts of host names are replaced one by one: {@code web-01} and {@code web-01.acme.test} stay
     * related.
     */
    private String dotted(String text) {
        int at = text.indexOf('@');
        if (at > 0) {
            return name(text.substring(0, at)) + "@" + dotted(text.substring(at + 1));
        }
        String[] parts = text.split("\\.", -1);
        return Stream.of(parts)
                .limit(Math.max(1, parts.length - 1))
                .map(this::name)
                .collect(Collectors.joining(".", "", parts.length > 1 ? ".example" : ""));
    }

    /** Of an href or a file's path; every segment that is not the API's is replaced. */
    private String path(String text) {
        String path = Address.path(text);
        Matcher org = ORG.matcher(path);
        String outside = org.find() ? org.replaceFirst("/orgs/1") : path;
        return Stream.of(outside.split("/", -1))
                .map(this::segment)
                .collect(Collectors.joining("/"));
    }

    private String segment(String segment) {
        boolean own =
                SEGMENTS.contains(segment) || ID.matcher(segment).matches() || segment.isEmpty();
        if (own) {
            return segment;
        }
        return UUID.matcher(segment).matches() ? uuid(segment) : name(segment);
    }

    private String name(String text) {
        return text.isEmpty() ? "" : "x" + seal.hex(text.toLowerCase(Locale.ROOT), 10);
    }

    private String uuid(String text) {
        String hex = seal.hex(text.toLowerCase(Locale.ROOT), 32);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20, 32));
    }
}
