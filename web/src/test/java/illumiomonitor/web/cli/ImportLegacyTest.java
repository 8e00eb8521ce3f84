package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.form.FormText;
import illumiomonitor.rules.CaseReport;
import illumiomonitor.rules.CaseResult;
import illumiomonitor.rules.Cases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportLegacyTest {

    @TempDir Path folder;

    private Typed imported(String fixture, String... more) throws IOException {
        Typed typed = Typed.nowhere(folder);
        copy(fixture);
        String[] args = new String[more.length + 2];
        args[0] = "import-legacy";
        args[1] = "config.json";
        System.arraycopy(more, 0, args, 2, more.length);
        // Each of the fixtures has rules that cannot be carried over.
        assertThat(typed.run(args)).as(typed.err() + typed.out()).isEqualTo(ExitCode.BAD_INPUT);
        return typed;
    }

    private void copy(String fixture) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("/legacy/" + fixture))) {
            Files.write(folder.resolve("config.json"), in.readAllBytes());
        }
    }

    private String rule(String name) throws IOException {
        return Files.readString(folder.resolve("imported-rules/imported/" + name + ".drl"));
    }

    @Test
    void each_kind_of_rule_of_illumio_monitor_becomes_ours() throws Exception {
        String said = imported("monitor.json").out();

        assertThat(rule("agent-tampered-with"))
                .contains(
                        "type == \"agent.tampering\", $by : pce",
                        "@window(\"10m\")",
                        "@cooldown(\"30m\")",
                        "@threshold(1)",
                        " * Means   Somebody changed the firewall",
                        " * Then    Check the host");
        assertThat(rule("api-authentication")).contains("@threshold(5)", "$value >= $max");
        assertThat(rule("traffic")).contains("@title(\"大量被阻擋流量\")", "Decision.BLOCKED");
        assertThat(rule("rdp-into-production"))
                .contains(
                        "decision in (Decision.ALLOWED, Decision.POTENTIALLY_BLOCKED, Decision.BLOCKED)",
                        "port == 3389,",
                        "port != 3390",
                        "src.label(\"env\") == \"dev\"",
                        "src.label(\"role\") != \"jump\"",
                        "src.in(\"Corporate\")",
                        "dst.ip != \"10.0.0.9\"",
                        "@cooldown(\"1h\")",
                        "@mode(shadow)");
        assertThat(rule("big-volume")).contains("$value >= $max * 1048576", "@threshold(100)");
        assertThat(rule("fast-flow")).contains("max($n)", "@threshold(13)");
        assertThat(rule("many-at-once")).contains("@window(\"5m\")", "@threshold(4)");
        assertThat(said)
                .contains(
                        "rules[2].filter_value: rule \"Sign-ins that fail\" is not carried over",
                        "event/failed-sign-ins",
                        "10.0.0.0/8 is a network, which never matched there",
                        "fired above 12.5 Mbit/s",
                        "Set ${PCE_SECRET} in the environment",
                        "7 rules written");
        assertThat(folder.resolve("imported-rules/imported/a-network.drl")).doesNotExist();
        assertThat(said).containsPattern("config.json:\\d+: rules\\[7]\\.src_ip_in");
    }

    @Test
    void what_is_no_rule_or_no_number_is_said_and_nothing_is_made_of_it() throws Exception {
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"alerts": {"active": ["telegram"]}, "rules": [
                "not a rule", null, {"name": "no type"},
                {"type": "bandwidth", "name": "huge", "threshold_count": 1e30, "threshold_window": 10},
                {"type": "traffic", "name": "words", "pd": 2, "threshold_count": "many", "threshold_window": 10},
                {"type": "traffic", "name": "half", "pd": 2, "threshold_count": 5, "threshold_window": 7.5},
                {"type": "traffic", "name": "minus", "pd": 2, "threshold_count": 5, "cooldown_minutes": -5},
                {"type": "traffic", "name": "below", "pd": 2, "threshold_count": -1},
                {"type": "traffic", "name": "never", "pd": 2, "threshold_count": 5, "throttle": "1/0m"},
                {"type": "traffic", "name": "sound", "pd": 2, "threshold_count": 5, "threshold_window": 10.0}]}
                """);
        Typed typed = Typed.in(folder);

        assertThat(typed.run("import-legacy", "config.json")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(typed.out())
                .contains(
                        "config.json:2: rules[0].type: rule \"\" is not carried over: it is no rule",
                        "config.json:2: rules[1].type: rule \"\" is not carried over: it is no rule",
                        "rules[2].type: rule \"no type\" is not carried over: \"\" is no kind of rule",
                        "config.json:3: rules[3].threshold_count: rule \"huge\"",
                        "rules[4].threshold_count: rule \"words\" is not carried over: many is no number",
                        "rules[5].threshold_window: rule \"half\" is not carried over: 7.5 is no whole",
                        "rules[6].cooldown_minutes: rule \"minus\" is not carried over: -5 is not from 0",
                        "rules[7].threshold_count: rule \"below\" is not carried over: -1 is below 1",
                        "rules[8].throttle: rule \"never\" is not carried over: 1/0m is not like 1/15m",
                        "alerts.active[0]: channel telegram is not among ours",
                        "9 rules were left out; each is named above",
                        "1 rules written");
        assertThat(rule("sound")).contains("@window(\"10m\")", "@threshold(5)");
    }

    @Test
    void it_ends_well_only_when_every_rule_was_carried_over() throws Exception {
        String rule = "{\"type\": \"traffic\", \"name\": \"a\", \"pd\": 2, \"threshold_count\": 5}";
        Files.writeString(
                folder.resolve("config.json"), "{\"siem\": {\"a\": 1}, \"rules\": [" + rule + "]}");
        Typed typed = Typed.nowhere(folder);

        assertThat(typed.run("import-legacy", "config.json")).as(typed.out()).isZero();
        assertThat(typed.out()).contains("siem: ").doesNotContain("left out");

        Files.writeString(
                folder.resolve("config.json"), "{\"rules\": [" + rule + ", {\"type\": \"odd\"}]}");
        Typed some = Typed.nowhere(folder);
        assertThat(some.run("import-legacy", "config.json", "--dry")).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void rules_that_are_no_list_are_said() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"rules\": {\"a\": 1}}");
        Typed typed = Typed.in(folder);

        assertThat(typed.run("import-legacy", "config.json")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(typed.out())
                .contains("config.json:1: rules: is no list, so no rule can be read");
    }

    @Test
    void each_kind_of_rule_of_illumio_ops_becomes_ours() throws Exception {
        String said = imported("ops.json").out();

        assertThat(rule("policy-touched"))
                .contains(
                        "type in (\"rule_set.create\", \"rule_set.update\", \"rule_set.delete\")");
        assertThat(rule("failed-sign-in"))
                .contains(
                        "type in (\"user.sign_in\", \"user.login\")",
                        "status == \"failure\"",
                        "!( actor matches \"svc.*\" )",
                        "actorType == \"user\"",
                        "srcIp == \"10.0.0.7\"",
                        "@cooldown(\"30m\")");
        assertThat(said).contains("gives no severity to its rules, so @severity(MEDIUM)");
        assertThat(rule("bandwidth")).contains("@severity(MEDIUM)");
        assertThat(rule("agents"))
                .contains(
                        "@severity(CRITICAL)",
                        "matches \"agent\\\\..*\"",
                        "severity in (\"err\", \"warning\")",
                        "@cooldown(\"12h\")");
        assertThat(rule("anything-but-sign-ins"))
                .contains("type != \"user.sign_in\"", "notifies(\"user.login_failed\")");
        assertThat(rule("everything"))
                .contains(
                        "@mode(shadow)",
                        "( port == 443 && proto == 6 ) || ( port >= 1000 && port <= 2000 && proto == 17 )",
                        "port != 1500",
                        "src.label(\"env\") in (\"prod\", \"dev\"), src.label(\"app\") == \"erp\"",
                        "src.inCidr(\"10.0.0.0/24\") || src.inCidr(\"10.1.0.4/31\") || src.ip == \"10.1.0.6\"",
                        "src.managed == true")
                .doesNotContain("decision");
        assertThat(rule("volume-to-the-internet"))
                .contains(
                        "( src.ip == \"203.0.113.7\" || dst.ip == \"203.0.113.7\" )",
                        "!( src.in(\"Backup\") || dst.in(\"Backup\") )");
        assertThat(rule("bandwidth")).contains("Decision.UNKNOWN", "@threshold(101)");
        for (String left :
                new String[] {
                    "rules[4].match_fields.info.reason",
                    "rules[9].src_label_group",
                    "rules[10].src_workload",
                    "rules[11].query_operator",
                    "rules[12].src_iplist",
                    "rules[13].type",
                    "alerts.active[1]: channel telegram",
                    "siem: ",
                    "web_gui: "
                }) {
            assertThat(said).contains(left);
        }
    }

    @Test
    void every_rule_is_a_form_and_its_cases_fire_at_the_threshold_and_not_below() throws Exception {
        for (String fixture : new String[] {"monitor.json", "ops.json"}) {
            imported(fixture, "--to", fixture + ".d");
            Path dir = folder.resolve(fixture + ".d");
            CaseReport report = Cases.run(dir);

            assertThat(report.results())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(one -> assertThat(one.problem()).as(one.toString()).isEmpty());
            assertThat(report.results())
                    .extracting(CaseResult::name)
                    .contains("stays quiet just below");
            try (var files = Files.walk(dir)) {
                assertThat(files.filter(file -> file.toString().endsWith(".drl")))
                        .allSatisfy(
                                file ->
                                        assertThat(FormText.read(Files.readString(file)))
                                                .isPresent());
            }
        }
    }

    @Test
    void no_secret_is_written_or_said_and_the_settings_are_a_configuration() throws Exception {
        for (String fixture : new String[] {"monitor.json", "ops.json"}) {
            String said = imported(fixture, "--to", fixture + ".d").out();
            StringBuilder all = new StringBuilder(said);
            try (var files = Files.walk(folder.resolve(fixture + ".d"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    all.append(Files.readString(file));
                }
            }
            assertThat(all.toString()).doesNotContain("-IN-CLEAR");
        }
        Map<String, String> environment = new TreeMap<>();
        for (String name :
                new String[] {
                    "PCE_KEY", "PCE_SECRET", "SMTP_PASSWORD", "LINE_TOKEN", "LINE_TO", "WEBHOOK_URL"
                }) {
            environment.put(name, "https://set.example.com/" + name);
        }
        Path settings = folder.resolve("monitor.json.d/imported/monitor.yaml.part");
        Files.copy(settings, folder.resolve("monitor.yaml"));
        Config config = ConfigFile.load(folder.resolve("monitor.yaml"), environment);

        assertThat(config.pces())
                .singleElement()
                .satisfies(pce -> assertThat(pce.org()).isEqualTo(7));
        assertThat(config.channels())
                .extracting(Config.Channel::kind)
                .containsExactly("smtp", "line", "webhook");
        assertThat(config.display().zone().getId()).isEqualTo("Asia/Taipei");
    }

    @Test
    void dry_writes_nothing_and_json_says_all_of_it() throws Exception {
        Typed typed = imported("ops.json", "--dry", "--json");

        JsonNode said = new ObjectMapper().readTree(typed.out());
        assertThat(said.path("source").asText()).isEqualTo("illumio-ops");
        assertThat(said.path("left")).hasSizeGreaterThan(8);
        assertThat(said.path("left").get(0).path("line").asInt()).isPositive();
        assertThat(folder.resolve("imported-rules")).doesNotExist();
    }

    @Test
    void names_that_the_store_does_not_know_are_refused_and_known_ones_are_live() throws Exception {
        copy("monitor.json");
        Typed typed = Typed.in(folder);
        assertThat(typed.run("import-legacy", "config.json")).isEqualTo(ExitCode.BAD_INPUT);

        assertThat(typed.out()).contains("nothing that the PCE reported has the label env=dev");
        assertThat(folder.resolve("imported-rules/imported/rdp-into-production.drl"))
                .doesNotExist();
    }

    @Test
    void nothing_is_overwritten_and_what_is_no_configuration_is_said_with_its_line()
            throws Exception {
        imported("monitor.json");
        Typed again = Typed.nowhere(folder);
        assertThat(again.run("import-legacy", "config.json")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(again.err()).contains("exists already", "--to");

        Files.writeString(folder.resolve("bad.json"), "{\n\"api\": SECRET-IN-CLEAR }");
        Typed bad = Typed.nowhere(folder);
        assertThat(bad.run("import-legacy", "bad.json")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(bad.err()).contains("bad.json: line 2").doesNotContain("IN-CLEAR");
    }
}
