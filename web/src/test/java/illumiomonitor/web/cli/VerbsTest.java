package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.web.service.ChannelAnswer;
import illumiomonitor.web.service.CheckLine;
import illumiomonitor.web.service.CheckLine.Light;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbsTest {

    @TempDir Path folder;

    private Typed typed;

    @BeforeEach
    void configure() throws IOException {
        typed = Typed.in(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules list",
                "rules check",
                "rules test",
                "rules install",
                "rules cases own/x",
                "rules versions own/x",
                "rules diff own/x",
                "rules rollback own/x abc --reason x",
                "rules mode own/x shadow",
                "rules new own/x",
                "rules reference",
                "rules allowed",
                "rules explain own/x --subject a --at 2026-11-23T10:00",
                "rules replay own/x --from 2026-11-23T10:00 --to 2026-11-23T11:00",
                "rules exceptions list",
                "rules exceptions add --subject a --owner me --reason x",
                "alerts list",
                "alerts show 4",
                "alerts ack 4",
                "alerts close 4",
                "channels test",
                "channels dead",
                "channels resend 7",
                "gaps",
                "reconcile --day 2026-11-23",
                "backfill --days 3 --yes",
                "users list",
                "check",
                "run",
                "run --dry",
                "backup x.zip",
                "pce record dir",
                "sql select",
                "bench"
            })
    void everything_that_lists_lists_json_too(String verb) throws JsonProcessingException {
        assertThat(typed.run((verb + " --json").split(" "))).isEqualTo(ExitCode.OK);

        JsonNode json = new ObjectMapper().readTree(typed.out());
        assertThat(json.isContainerNode()).isTrue();
    }

    @Test
    void cases_are_shown_and_others_are_put_in_their_place() throws IOException {
        Path file = folder.resolve("new.yaml");
        Files.writeString(file, "rule: own/x\ncases: []\n");

        assertThat(typed.run("rules", "cases", "own/x")).isEqualTo(ExitCode.OK);
        assertThat(typed.out()).contains("rule: own/x");
        int code =
                typed.run(
                        "rules",
                        "cases",
                        "own/x",
                        "--save",
                        file.toString(),
                        "--as",
                        "ann",
                        "--reason",
                        "agreed");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(typed.out()).contains("1 cases passed, 0 failed.");
        assertThat(typed.application.service.told)
                .contains(
                        "cases CaseEdit[rule=own/x, onto=null, text=rule: own/x\ncases: []\n,"
                                + " who=ann, reason=agreed]");
        assertThat(typed.run("rules", "cases", "own/x", "--save", file.toString(), "--onto", "c1"))
                .isEqualTo(ExitCode.BAD_INPUT);
        Files.writeString(file, "brokken");
        assertThat(typed.run("rules", "cases", "own/x", "--save", file.toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(typed.out()).contains("own/x.yaml:2:5: no word");
        assertThat(typed.run("rules", "cases", "own/x", "--save", "no-such.yaml"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(typed.run("rules", "rollback", "own/x", "c1", "--reason", "x")).isZero();
        assertThat(typed.out()).contains("quiet: fired", "What judges goes on;");
    }

    @Test
    void an_override_is_taken_back_with_a_reason_and_without_a_mode() {
        assertThat(typed.run("rules", "mode", "own/smb", "--no-override"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(typed.err()).contains("a reason is needed: why the override is taken back");
        assertThat(typed.run("rules", "mode", "own/smb", "live", "--no-override", "--reason", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(typed.application.service.told).noneMatch(told -> told.startsWith("withdraw"));

        int code =
                typed.run(
                        "rules",
                        "mode",
                        "own/smb",
                        "--no-override",
                        "--reason",
                        "back",
                        "--as",
                        "ann");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(typed.out()).contains("The override of own/smb is over");
        assertThat(typed.application.service.told)
                .contains("withdraw Withdrawal[rule=own/smb, who=ann, reason=back]");
    }

    @Test
    void how_far_back_exceptions_reach_is_said_in_the_language_of_who_reads() throws IOException {
        String add = "rules exceptions add --subject 10.9.9.9 --owner me --reason x";
        String replay = "rules replay --from 2026-11-23T10:00 --to 2026-11-23T11:00";
        typed.run(add.split(" "));
        typed.run("rules", "exceptions", "remove", "me");
        typed.run(replay.split(" "));
        assertThat(typed.out())
                .contains("Written. It holds from the next tick on", "of the last 72 ticks")
                .contains("Taken out. That holds from the next tick on")
                .contains("The 3 exceptions that there are now are applied to the whole stretch");

        Typed chinese =
                Typed.in(folder, Typed.CONFIG.replace("Taipei}", "Taipei, language: zh-TW}"));
        chinese.run(add.split(" "));
        chinese.run("rules", "exceptions", "remove", "me");
        chinese.run(replay.split(" "));

        assertThat(chinese.out())
                .contains("最近 72 個時點")
                .contains("已移除")
                .contains("整段時間都套用目前的 3 項例外")
                .doesNotContain("ticks;", "exceptions that there are");
    }

    @Test
    void times_have_the_offset_of_the_zone_that_is_shown() {
        typed.run("gaps", "--all");
        typed.run("gaps", "--json");

        assertThat(typed.out())
                .contains("2026-11-23T18:00:00+08:00")
                .contains("2026-11-23T18:15:00+08:00 by pull 8")
                .contains("\"from\" : \"2026-11-23T18:00:00+08:00\"");
    }

    @Test
    void times_without_a_zone_are_meant_in_the_zone_that_is_shown() {
        typed.run("run", "--from", "2026-11-23T18:00", "--to", "2026-11-23T10:30:00Z", "--deliver");

        assertThat(typed.application.service.told)
                .contains(
                        "run RunRequest[from=2026-11-23T10:00:00Z, to=2026-11-23T10:30:00Z, dry=false, deliver=true]");
        assertThat(typed.out())
                .isEqualTo("run 17  hq  2026-11-23T18:00:00+08:00  OK" + System.lineSeparator());
        assertThat(typed.err())
                .contains("pulling hq")
                .contains("warning: the clock of hq is 90 s ahead");
    }

    @ParameterizedTest
    @CsvSource({"OK, 0", "PARTIAL, 75", "FAILED, 69"})
    void a_run_ends_with_the_code_of_its_worst_tick(Outcome outcome, int code) {
        typed.application.service.outcome = outcome;

        assertThat(typed.run("run")).isEqualTo(code);
    }

    @Test
    void the_past_of_a_real_pce_is_run_only_when_somebody_agrees() throws IOException {
        typed.application.service.needsYes = true;

        assertThat(typed.run("run")).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err())
                .contains("warning: a real PCE answers with what it knows now")
                .endsWith("monitor: nothing was run; say --yes to go on" + System.lineSeparator());
        assertThat(typed.run("run", "--yes")).isEqualTo(ExitCode.OK);
        assertThat(typed.byPerson("n").run("run")).isEqualTo(ExitCode.USAGE);
        assertThat(typed.byPerson("yes").run("run")).isEqualTo(ExitCode.OK);
    }

    @Test
    void a_dry_run_shows_every_decision() {
        typed.run("run", "--dry");

        assertThat(typed.out())
                .containsPattern(
                        "hq +traffic/blocked-burst +200 +37 +37 +25 +blocked connections +yes +10.0.0.5")
                .containsPattern(
                        "traffic/upload +200 +3 +123.5 +100 +MB +no +cooldown until 2026-11-23T18:30:00.08:00 +10.0.0.5")
                .containsPattern("traffic/sweep +200 +0 +25 +hosts +no +\\(nothing found\\)");
    }

    @ParameterizedTest
    @CsvSource({"OK, 0", "NOTE, 0", "WARNING, 0", "AWAY, 69", "WRONG, 78"})
    void check_ends_with_the_code_of_the_worst_line(Light light, int code) {
        typed.application.service.checked =
                List.of(new CheckLine("hq", "tls", light, "expired", "renew it"));

        assertThat(typed.run("check")).isEqualTo(code);
        assertThat(typed.out()).contains("expired").contains("-> renew it");
    }

    @ParameterizedTest
    @CsvSource({
        "rules check x.drl, 65",
        "rules test x.yaml, 65",
        "alerts show 5, 65",
        "sql drop, 65",
        "users remove ann, 65",
        "reconcile --day 2026-11-22, 75",
        "restore b.zip, 77",
        "demo, 69"
    })
    void every_kind_of_failure_has_its_code(String verb, int code) {
        assertThat(typed.run(verb.split(" "))).isEqualTo(code);
    }

    @Test
    void a_rule_that_does_not_compile_is_named_with_its_place() {
        typed.run("rules", "check", "x.drl");

        assertThat(typed.out().strip())
                .isEqualTo(folder.resolve("x.drl") + ":7:3: own/x: unexpected 'whn'");
    }

    @Test
    void a_channel_that_does_not_take_the_test_is_away() {
        typed.application.service.answers =
                List.of(new ChannelAnswer("soc", "webhook", false, "503 busy", 31));

        assertThat(typed.run("channels", "test")).isEqualTo(ExitCode.AWAY);
        assertThat(typed.out()).containsPattern("soc +webhook +NO +31 +503 busy");
    }

    @Test
    void alerts_are_asked_for_as_they_are_stored() {
        typed.run(
                "alerts",
                "list",
                "--state",
                "open",
                "--severity",
                "high",
                "--since",
                "2026-11-23T00:00Z",
                "--limit",
                "7");

        assertThat(typed.application.service.told)
                .contains(
                        "alerts AlertFilter[state=OPEN, pce=null, rule=null, severity=HIGH, subject=null, "
                                + "since=2026-11-23T00:00:00Z, limit=7]");
        assertThat(typed.out()).contains("10.0.0.5 was blocked 37 times");
    }

    @Test
    void an_alert_is_shown_with_its_evidence_and_its_messages() {
        typed.run("alerts", "show", "4");

        assertThat(typed.out())
                .contains("counted 37")
                .contains("PENDING")
                .contains("503")
                .contains("T1046")
                .contains("z above 12.50, or 1000 or more, or from 2026-")
                .contains("in the PCE");
    }

    @Test
    void who_decides_about_alerts_and_why_is_kept() {
        typed.run("alerts", "ack", "4", "--as", "ann", "--note", "known scanner");

        assertThat(typed.application.service.told)
                .contains("ack AlertDecision[id=4, who=ann, note=known scanner]");
    }

    @Test
    void a_password_comes_from_the_input_and_is_never_printed() {
        assertThat(
                        typed.piped("correct horse\n")
                                .run("users", "add", "ann", "--role", "admin", "--password-stdin"))
                .isZero();

        assertThat(typed.application.service.told).contains("password correct horse");
        assertThat(typed.out() + typed.err()).doesNotContain("correct horse");
        assertThat(typed.piped("").run("users", "add", "bob", "--password-stdin"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_file_is_relative_to_where_the_command_is_typed() {
        typed.run("backup", "here/../b.zip");

        assertThat(typed.application.service.told).contains("backup " + folder.resolve("b.zip"));
    }

    @Test
    void a_benchmark_needs_no_configuration() {
        Typed bare = Typed.nowhere(folder.resolve("empty"));

        assertThat(bare.run("bench", "--rows", "5")).isZero();
        assertThat(bare.out()).contains("5 ms").contains("<= 1 s");
        assertThat(bare.run("bench", "other")).isEqualTo(ExitCode.USAGE);
    }
}
