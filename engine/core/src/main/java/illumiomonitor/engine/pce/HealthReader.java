package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code /health}: what its body says, not that it came. */
final class HealthReader {

    private static final int LONGEST_REASON = 1000;

    private enum Level {
        NORMAL,
        WARNING,
        CRITICAL
    }

    private final Set<String> reasons = new LinkedHashSet<>();
    private Level worst = Level.NORMAL;

    private HealthReader() {}

    /** One PCE or, in a Supercluster, several. */
    static PceHealth read(JsonNode body) throws PceFault {
        if (!body.isContainerNode() || body.isEmpty()) {
            throw PceFault.broken("the PCE's health says nothing", null);
        }
        HealthReader reader = new HealthReader();
        if (body.isArray()) {
            for (JsonNode each : body) {
                reader.pce(each, body.size() > 1 ? Json.text(each, "fqdn") + ": " : "");
            }
        } else {
            reader.pce(body, "");
        }
        String reason = ErrorText.brief(String.join("; ", reader.reasons), LONGEST_REASON);
        return new PceHealth(reader.worst.name(), reader.worst == Level.NORMAL ? "" : reason);
    }

    private void pce(JsonNode pce, String who) {
        int before = reasons.size();
        String status = Json.text(pce, "status");
        Level said = level(status);
        for (JsonNode each : pce.path("notifications")) {
            if (level(Json.text(each, "status")) != Level.NORMAL) {
                reasons.add(
                        who + Json.either(Json.text(each, "message"), Json.text(each, "token")));
            }
        }
        Level found = Level.NORMAL;
        for (JsonNode node : pce.path("nodes")) {
            found = worse(found, node(node, who));
        }
        replication(pce, who);
        // Only a PCE that gives no verdict of its own is judged by its nodes.
        Level level = status.isEmpty() ? found : said;
        if (isListenOnly(pce)) {
            reasons.add(who + "listen-only mode: no policy is sent to the VENs");
            level = worse(level, Level.WARNING);
        }
        if (level != Level.NORMAL && reasons.size() == before) {
            reasons.add(who + "status " + status);
        }
        worst = worse(worst, level);
    }

    private static boolean isListenOnly(JsonNode pce) {
        return !Json.text(pce, "listen_only_mode_enabled_at").isEmpty();
    }

    private Level node(JsonNode node, String who) {
        String name = who + Json.either(Json.text(node, "hostname"), Json.text(node, "type")) + " ";
        Level level = measure(node.path("cpu"), name + "CPU");
        level = worse(level, measure(node.path("memory"), name + "memory"));
        for (JsonNode disk : node.path("disk")) {
            level =
                    worse(
                            level,
                            measure(
                                    disk.path("value"),
                                    name + Json.either(Json.text(disk, "location"), "disk")));
        }
        level = worse(level, services(node.path("services"), name));
        JsonNode runlevel = node.path("runlevel");
        if (!runlevel.isMissingNode() && runlevel.asInt(0) != 5) {
            reasons.add(name + "is at run level " + Json.either(Json.text(runlevel), "none"));
            level = worse(level, Level.WARNING);
        }
        return level;
    }

    private Level measure(JsonNode measure, String what) {
        Level level = level(Json.text(measure, "status"));
        if (level != Level.NORMAL) {
            reasons.add(what + " " + Json.text(measure, "percent") + " %");
        }
        return level;
    }

    /** The lists are nested in some releases and not in others. */
    private Level services(JsonNode services, String name) {
        JsonNode lists =
                services.path("services").isObject() ? services.path("services") : services;
        for (Map.Entry<String, String> each :
                Map.of("not_running", "services not running", "partial", "services partly running")
                        .entrySet()) {
            List<String> names = new ArrayList<>();
            lists.path(each.getKey()).forEach(service -> names.add(Json.text(service)));
            if (!names.isEmpty()) {
                reasons.add(name + each.getValue() + ": " + String.join(", ", names));
            }
        }
        return level(Json.text(services, "status"));
    }

    private void replication(JsonNode pce, String who) {
        for (JsonNode each : pce.path("network").path("replication")) {
            JsonNode value = each.path("value");
            if (level(Json.text(value, "status")) != Level.NORMAL) {
                String database = Json.text(each.path("details"), "database_name");
                reasons.add(
                        "%sreplication %s lags %s s"
                                .formatted(who, database, Json.text(value, "lag_seconds")));
            }
        }
    }

    private static Level level(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "", "normal", "ok", "healthy" -> Level.NORMAL;
            case "critical", "error", "err", "fatal" -> Level.CRITICAL;
            default -> Level.WARNING;
        };
    }

    private static Level worse(Level one, Level other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
