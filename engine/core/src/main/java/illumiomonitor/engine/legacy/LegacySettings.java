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
import java.util.Set;
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

    /** A whole number that fits. */
    private static final String ORG = "[1-9]\\d{0,8}";

    /** Keys of channels, and the channel they belong to. */
    private static final Map<String, String> CHANNEL_KEYS =
            new TreeMap<>(
                    Map.of(
                            "webhook_url", "webhook",
                            "line_channel_access_token", "line",
                            "line_target_id", "line",
                            "telegram_bot_token", "telegram",
                            "telegram_chat_id", "telegram"));

    private static final Set<String> SECTIONS =
            Set.of("api", "alerts", "email", "smtp", "settings", "rules");

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
        settings();
        for (Map.Entry<String, JsonNode> section : file.root().properties()) {
            String name = section.getKey();
            if (!SECTIONS.contains(name) && !LegacyKeys.isNothing(section.getValue())) {
                String instead =
                        ELSEWHERE.getOrDefault(name, "is not known here, so nothing is made of it");
                left.add(file.remark(name, instead));
            }
        }
    }

    private LegacySection section(String name) {
        return new LegacySection(file, name, left);
    }

    private void pce() {
        LegacySection api = section("api");
        if (api.isEmpty()) {
            return;
        }
        api.skip("key", "secret");
        String url = api.text("url", "");
        String org = api.number("org_id", 1);
        Map<String, Object> tls = Map.of("verify", api.flag("verify_ssl", true));
        String console = api.text("console_url", "");
        api.leaveOthers();
        if (url.isEmpty() || !org.matches(ORG)) {
            String key = url.isEmpty() ? "url" : "org_id";
            String what = url.isEmpty() ? "is missing" : org + " is no number of an organisation";
            api.leave(key, what + ", so the PCE is not carried over: write it into monitor.yaml");
            return;
        }
        Map<String, Object> pce = new LinkedHashMap<>();
        pce.put("name", "hq");
        pce.put("url", url);
        pce.put("org", Integer.parseInt(org));
        pce.put("key", variable("PCE_KEY"));
        pce.put("secret", variable("PCE_SECRET"));
        pce.put("tls", tls);
        if (!console.isBlank()) {
            pce.put("console", console);
        }
        lines.add("pce:");
        lines.add("  - " + json(pce));
    }

    private void channels() {
        LegacySection alerts = section("alerts");
        List<String> channels = new ArrayList<>();
        List<String> active = alerts.texts("active");
        for (int n = 0; n < active.size(); n++) {
            String name = active.get(n);
            switch (name) {
                case "mail" -> channels.add(json(mail()));
                case "line" -> channels.add(json(line()));
                case "webhook" -> channels.add(json(webhook()));
                default ->
                        alerts.leave(
                                "active[" + n + "]",
                                "channel "
                                        + name
                                        + " is not among ours; a webhook or a plugin can stand in");
            }
        }
        lines.add(channels.isEmpty() ? "channels: []" : "channels:");
        channels.forEach(channel -> lines.add("  - " + channel));
        CHANNEL_KEYS.forEach(
                (key, channel) -> {
                    alerts.skip(key);
                    if (alerts.has(key) && !active.contains(channel)) {
                        alerts.leave(key, "the channel was not active");
                    }
                });
        alerts.leaveOthers();
        for (String name : active.contains("mail") ? List.<String>of() : List.of("smtp", "email")) {
            if (!LegacyKeys.isNothing(file.at(name))) {
                left.add(file.remark(name, "the channel mail was not active"));
            }
        }
    }

    private Map<String, Object> mail() {
        LegacySection smtp = section("smtp");
        LegacySection email = section("email");
        smtp.skip("user", "password");
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("name", "mail");
        mail.put("type", "smtp");
        mail.put("host", smtp.text("host", "localhost"));
        mail.put("port", port(smtp));
        mail.put("tls", smtp.flag("enable_tls", false) ? "starttls" : "none");
        if (smtp.flag("enable_auth", false)) {
            mail.put("user", smtp.text("user", ""));
            mail.put("password", variable("SMTP_PASSWORD"));
        }
        smtp.leaveOthers();
        mail.put("from", email.text("sender", ""));
        mail.put("to", email.texts("recipients"));
        email.leaveOthers();
        return mail;
    }

    private static int port(LegacySection smtp) {
        String port = smtp.number("port", 25);
        if (port.matches("[1-9]\\d{0,4}")) {
            return Integer.parseInt(port);
        }
        smtp.leave("port", port + " is no port; 25 is taken instead");
        return 25;
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

    private void settings() {
        LegacySection settings = section("settings");
        display(settings);
        if (settings.flag("enable_health_check", true)) {
            settings.leave(
                    "enable_health_check",
                    "is the shipped rule health/pce-unhealthy: ./monitor rules install");
        }
        leave(settings, "dashboard_queries", "saved queries have no counterpart here");
        leave(settings, "theme", "everybody chooses it in the page's menu");
        settings.leaveOthers();
    }

    private static void leave(LegacySection settings, String key, String why) {
        settings.skip(key);
        if (settings.has(key)) {
            settings.leave(key, why);
        }
    }

    private void display(LegacySection settings) {
        Map<String, Object> display = new LinkedHashMap<>();
        String zone = settings.text("timezone", "local");
        if (!zone.equals("local")) {
            try {
                display.put("zone", ZoneId.of(zone).getId());
            } catch (DateTimeException e) {
                settings.leave("timezone", zone + " is no time zone that is known");
            }
        }
        String language = settings.text("language", "en");
        if (!language.matches("(en|zh)\\b.*|(en|zh)_.*")) {
            settings.leave("language", language + " is not among ours; en is taken instead");
        }
        display.put("language", language.startsWith("zh") ? "zh-TW" : "en");
        lines.add("display: " + json(display));
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
