package illumiomonitor.engine.legacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PCE, channels and settings as a piece of {@code monitor.yaml}. Secrets become names. */
final class LegacySettings {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Sections without a counterpart, and what to do instead. */
    private static final Map<String, String> ELSEWHERE =
            new TreeMap<>(
                    Map.of(
                            "siem",
                                    "there is no forwarding to a SIEM; the store can be asked in SQL",
                            "pce_cache", "everything that is pulled is kept: see pull and keep",
                            "report_schedules", "there are no reports; ask ./monitor sql",
                            "rule_scheduler", "rules of the PCE are not switched from here",
                            "web_gui",
                                    "make users with ./monitor users add, set web in monitor.yaml",
                            "report", "there are no reports; ask ./monitor sql"));

    private final LegacyFile file;
    private final List<String> lines = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private final List<Remark> left = new ArrayList<>();

    LegacySettings(LegacyFile file) {
        this.file = file;
    }

    String yaml() {
        return String.join("\n", lines) + "\n";
    }

    List<String> variables() {
        return List.copyOf(variables);
    }

    List<Remark> left() {
        return left;
    }

    void read() {
        lines.add("# From the configuration of the system before. Put it into monitor.yaml.");
        pce();
        channels();
        display();
        if (file.at("settings").path("enable_health_check").asBoolean(true)) {
            left.add(
                    file.remark(
                            "settings.enable_health_check",
                            "is the shipped rule health/pce-unhealthy: ./monitor rules install"));
        }
        if (file.at("settings").has("dashboard_queries")) {
            left.add(
                    file.remark(
                            "settings.dashboard_queries",
                            "saved queries have no counterpart here"));
        }
        ELSEWHERE.forEach(
                (section, instead) -> {
                    if (!LegacyKeys.isNothing(file.at(section))) {
                        left.add(file.remark(section, instead));
                    }
                });
    }

    private void pce() {
        JsonNode api = file.at("api");
        if (!api.isObject()) {
            return;
        }
        Map<String, Object> tls = Map.of("verify", api.path("verify_ssl").asBoolean(true));
        Map<String, Object> pce = new LinkedHashMap<>();
        pce.put("name", "hq");
        pce.put("url", api.path("url").asText());
        pce.put("org", api.path("org_id").asInt(1));
        pce.put("key", variable("PCE_KEY"));
        pce.put("secret", variable("PCE_SECRET"));
        pce.put("tls", tls);
        String console = api.path("console_url").asText("");
        if (!console.isBlank()) {
            pce.put("console", console);
        }
        lines.add("pce:");
        lines.add("  - " + json(pce));
    }

    private void channels() {
        JsonNode alerts = file.at("alerts");
        List<String> channels = new ArrayList<>();
        JsonNode active = alerts.path("active");
        for (int n = 0; n < active.size(); n++) {
            String name = active.get(n).asText();
            switch (name) {
                case "mail" -> channels.add(json(mail()));
                case "line" -> channels.add(json(line()));
                case "webhook" -> channels.add(json(webhook()));
                default ->
                        left.add(
                                file.remark(
                                        "alerts.active[" + n + "]",
                                        "channel "
                                                + name
                                                + " is not among ours; a webhook or a plugin can"
                                                + " stand in"));
            }
        }
        lines.add(channels.isEmpty() ? "channels: []" : "channels:");
        channels.forEach(channel -> lines.add("  - " + channel));
        notActive(alerts, "webhook_url", "webhook");
        notActive(alerts, "line_channel_access_token", "line");
        notActive(alerts, "telegram_bot_token", "telegram");
    }

    private void notActive(JsonNode alerts, String key, String channel) {
        boolean isActive = false;
        for (JsonNode one : alerts.path("active")) {
            isActive |= one.asText().equals(channel);
        }
        if (!isActive && !alerts.path(key).asText("").isBlank()) {
            left.add(file.remark("alerts." + key, "the channel was not active"));
        }
    }

    private Map<String, Object> mail() {
        JsonNode smtp = file.at("smtp");
        JsonNode email = file.at("email");
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("name", "mail");
        mail.put("type", "smtp");
        mail.put("host", smtp.path("host").asText("localhost"));
        mail.put("port", smtp.path("port").asInt(25));
        mail.put("tls", smtp.path("enable_tls").asBoolean(false) ? "starttls" : "none");
        if (smtp.path("enable_auth").asBoolean(false)) {
            mail.put("user", smtp.path("user").asText());
            mail.put("password", variable("SMTP_PASSWORD"));
        }
        mail.put("from", email.path("sender").asText());
        List<String> to = new ArrayList<>();
        email.path("recipients").forEach(one -> to.add(one.asText()));
        mail.put("to", to);
        return mail;
    }

    private Map<String, Object> line() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", "line");
        line.put("type", "line");
        line.put("token", variable("LINE_TOKEN"));
        line.put("to", variable("LINE_TO"));
        return line;
    }

    /** Its address is a secret too: whoever knows it can post. */
    private Map<String, Object> webhook() {
        Map<String, Object> webhook = new LinkedHashMap<>();
        webhook.put("name", "webhook");
        webhook.put("type", "webhook");
        webhook.put("url", variable("WEBHOOK_URL"));
        webhook.put("format", "legacy");
        return webhook;
    }

    private void display() {
        JsonNode settings = file.at("settings");
        Map<String, Object> display = new LinkedHashMap<>();
        String zone = settings.path("timezone").asText("local");
        if (!zone.equals("local") && !zone.isBlank()) {
            try {
                display.put("zone", ZoneId.of(zone).getId());
            } catch (DateTimeException e) {
                left.add(file.remark("settings.timezone", zone + " is no time zone that is known"));
            }
        }
        String language = settings.path("language").asText("en");
        display.put("language", language.startsWith("zh") ? "zh-TW" : "en");
        lines.add("display: " + json(display));
        if (settings.has("theme")) {
            left.add(file.remark("settings.theme", "everybody chooses it in the page's menu"));
        }
    }

    private String variable(String name) {
        variables.add(name);
        return "${" + name + "}";
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }
}
