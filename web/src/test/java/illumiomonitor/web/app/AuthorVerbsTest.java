package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.engine.form.FormText;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.rule.Rulebook;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.rules.TextDiff;
import illumiomonitor.web.page.Acts;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.ModeSwitch;
import illumiomonitor.web.service.NewRule;
import illumiomonitor.web.service.Rollback;
import illumiomonitor.web.service.RunRequest;
import illumiomonitor.web.service.ServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to rules when people change them, in every way they can. */
class AuthorVerbsTest extends Authoring {

    private String version() {
        return service.rules().get(0).version();
    }

    private RuleHistory.Text newest() {
        clock.advance(Duration.ofSeconds(1));
        service.rules();
        return service.ruleHistory(RULE).versions().get(0);
    }

    private static String titled(String title) {
        return TEXT.replace("SMB blocked", title);
    }

    private static String with(int threshold) {
        return TEXT.replace("@threshold(5)", "@threshold(" + threshold + ")");
    }

    @Test
    void an_edit_in_the_page_is_a_version_with_its_author_and_reason() {
        clock.advance(Duration.ofSeconds(1));
        Acts acts = new EngineActs(engine);

        acts.saveRule("own/smb.drl", TEXT.replace("SMB", "Much SMB"), "ada", "too loud");

        assertThat(newest())
                .extracting(
                        RuleHistory.Text::author,
                        RuleHistory.Text::reason,
                        RuleHistory.Text::judges)
                .containsExactly("ada", "too loud", true);
    }

    @Test
    void a_text_whose_case_fails_does_not_replace_one_that_is_live() throws Exception {
        Acts acts = new EngineActs(engine);
        String sound = version();

        Acts.RuleSave refused = acts.saveRule("own/smb.drl", with(4), "ada", "louder");

        assertThat(refused.live()).isFalse();
        assertThat(refused.errors().get(0).message()).contains("\"stays quiet at four\" fails");
        assertThat(version()).as("the version before goes on").isEqualTo(sound);
        assertThat(service.rules().get(0).state()).isEqualTo("FAILING");
        service.switchRule(new ModeSwitch(RULE, "shadow", "ada", "", false));
        assertThat(service.rules().get(0).state()).isEqualTo("OK");
        assertThat(version()).as("in shadow it may be tried").isNotEqualTo(sound);
    }

    @Test
    void going_back_or_saving_in_the_shell_is_refused_with_the_case_and_writes_nothing()
            throws Exception {
        service.switchRule(new ModeSwitch(RULE, "shadow", "ada", "", false));
        Files.writeString(file, with(4));
        String loud = newest().version();
        Files.writeString(file, TEXT);
        newest();
        service.switchRule(live("", false));

        assertThatThrownBy(() -> service.rollback(new Rollback(RULE, loud, "ada", "louder")))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("\"stays quiet at four\" fails")
                .hasMessageContaining("switch rule own/smb to shadow first");
        assertThatThrownBy(() -> service.saveRule("own/smb.drl", with(4), "ada"))
                .hasMessageContaining("\"stays quiet at four\" fails");
        assertThat(Files.readString(file)).isEqualTo(TEXT);
    }

    @Test
    void a_rule_that_the_rulebook_refuses_is_not_said_to_be_saved() {
        assertThatThrownBy(() -> service.saveRule("own/twin.drl", TEXT, "ada"))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("own/twin.drl")
                .hasMessageContaining("own/smb");
        assertThat(folder.resolve("rules/own/twin.drl")).doesNotExist();
        assertThat(service.rules()).hasSize(1);
    }

    @Test
    void going_back_to_a_text_that_never_compiled_is_refused_and_writes_nothing() throws Exception {
        clock.advance(Duration.ofSeconds(1));
        new EngineActs(engine)
                .saveRule("own/smb.drl", TEXT.replace(">= $max", ">= $most"), "ada", "");
        String broken = newest().version();
        service.saveRule("own/smb.drl", TEXT, "ada");

        assertThatThrownBy(() -> service.rollback(new Rollback(RULE, broken, "ada", "try")))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("own/smb.drl:")
                .hasMessageContaining("$most");
        assertThat(Files.readString(file)).isEqualTo(TEXT);
        assertThat(service.rules().get(0).state()).isEqualTo("OK");
    }

    @Test
    void a_dropped_file_is_a_version_and_a_refused_text_is_kept_too() throws Exception {
        String sound = version();
        clock.advance(Duration.ofSeconds(1));
        Files.writeString(file, TEXT.replace("connections >= $max", "connexions >= $max"));
        // A moment ago it might be half of what is being copied.
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(10)));

        RuleHistory.Text refused = newest();

        assertThat(refused.author()).isEqualTo("file");
        assertThat(refused.judges()).isFalse();
        assertThat(refused.judgedFrom()).isNull();
        assertThat(version()).as("the last good one goes on").isEqualTo(sound);
    }

    @Test
    void what_was_changed_by_hand_before_the_pack_is_installed_is_not_the_packs() throws Exception {
        Files.writeString(file, titled("SMB by hand"));

        service.installRules(false);

        assertThat(newest().author()).isEqualTo("file");
        assertThat(service.ruleHistory("health/pull-failed").versions())
                .extracting(RuleHistory.Text::author, RuleHistory.Text::reason)
                .containsExactly(tuple("shipped", "rules install"));
    }

    @Test
    void a_git_pull_of_the_rules_folder_is_a_version_by_whoever_pulled() throws Exception {
        Path diary = folder.resolve("rules/.git/logs/HEAD");
        Files.createDirectories(diary.getParent());
        Files.writeString(file, titled("SMB"));
        Instant now = Instant.now();
        Files.setLastModifiedTime(file, FileTime.from(now));
        Files.writeString(
                diary,
                "0000000000000000000000000000000000000000 1111111111111111111111111111111111111111"
                        + " Ann Lee <ann@example.com> 1700000000 +0800\tclone: from somewhere\n"
                        + "1111111111111111111111111111111111111111 abcdef0123456789abcdef0123456789abcdef01"
                        + " Ann Lee <ann@example.com> "
                        + now.getEpochSecond()
                        + " +0800\tpull: Fast-forward\n");

        RuleHistory.Text pulled = newest();

        assertThat(pulled.author()).isEqualTo("Ann Lee");
        assertThat(pulled.reason()).isEqualTo("git pull: Fast-forward (abcdef0)");
        assertThat(pulled.judges()).isTrue();
    }

    private List<RuleHistory.Cases> cases(String text) throws Exception {
        Path beside = folder.resolve("rules/own/smb.yaml");
        Files.writeString(beside, text);
        // A moment ago it might be half of what is being copied.
        Files.setLastModifiedTime(beside, FileTime.from(Instant.now().minusSeconds(10)));
        return cases();
    }

    private List<RuleHistory.Cases> cases() {
        newest();
        return service.ruleHistory(RULE).cases();
    }

    @Test
    void other_cases_are_a_version_of_whoever_wrote_them_and_can_be_gone_back_to()
            throws Exception {
        String first = cases(CASES).get(0).version();
        String other = cases(CASES.replace("fires at five", "fires at 5")).get(0).version();

        assertThat(service.ruleDiff(RULE, "", other))
                .satisfies(diff -> assertThat(diff.from()).isEqualTo(first))
                .satisfies(
                        diff ->
                                assertThat(diff.lines())
                                        .filteredOn(line -> line.kind() == TextDiff.Kind.NEW)
                                        .singleElement()
                                        .asString()
                                        .contains("fires at 5"));
        assertThatThrownBy(() -> service.rollback(new Rollback(RULE, first, "ada", " ")))
                .hasMessageContaining("a reason is needed");
        service.rollback(new Rollback(RULE, first, "ada", "in words"));

        assertThat(Files.readString(folder.resolve("rules/own/smb.yaml"))).isEqualTo(CASES);
        assertThat(cases())
                .extracting(
                        RuleHistory.Cases::version,
                        RuleHistory.Cases::author,
                        RuleHistory.Cases::reason,
                        RuleHistory.Cases::stands)
                .containsExactly(
                        tuple(first, "ada", "back: in words", true),
                        tuple(other, "file", "", false),
                        tuple(first, "file", "", false));
        assertThat(service.rules().get(0).state()).isEqualTo("OK");
    }

    @Test
    void cases_that_are_taken_away_can_be_brought_back_and_a_restart_is_no_version()
            throws Exception {
        String first = cases(CASES).get(0).version();
        Files.delete(folder.resolve("rules/own/smb.yaml"));
        assertThat(cases()).extracting(RuleHistory.Cases::version).containsExactly("", first);
        assertThatThrownBy(() -> service.rollback(new Rollback(RULE, "", "ada", "why not")))
                .isInstanceOf(ServiceException.class);

        service.rollback(new Rollback(RULE, first, "ada", "why not"));
        new Rulebook(folder.resolve("rules"), engine.store(), clock).refresh(Journal.none());

        assertThat(cases())
                .extracting(RuleHistory.Cases::version)
                .containsExactly(first, "", first);
    }

    @Test
    void cases_are_left_alone_while_they_may_still_be_copied() throws Exception {
        Path beside = folder.resolve("rules/own/smb.yaml");
        String first = cases(CASES).get(0).version();
        Files.writeString(beside, CASES.substring(0, 100));
        Files.setLastModifiedTime(beside, FileTime.from(Instant.now().plusSeconds(1)));

        assertThat(cases()).extracting(RuleHistory.Cases::version).containsExactly(first);
        assertThat(cases(CASES + "# more\n")).hasSize(2);
    }

    @Test
    void cases_that_came_with_a_git_pull_are_of_whoever_pulled() throws Exception {
        Path diary = folder.resolve("rules/.git/logs/HEAD");
        Files.createDirectories(diary.getParent());
        Instant then = Instant.now().minusSeconds(10);
        Files.writeString(
                diary,
                "1111111111111111111111111111111111111111 abcdef0123456789abcdef0123456789abcdef01"
                        + " Ann Lee <ann@example.com> "
                        + then.getEpochSecond()
                        + " +0800\tpull: Fast-forward\n");

        assertThat(cases(CASES + "# more\n").get(0))
                .extracting(RuleHistory.Cases::author, RuleHistory.Cases::reason)
                .containsExactly("Ann Lee", "git pull: Fast-forward (abcdef0)");
    }

    @Test
    void a_rollback_makes_an_old_text_judge_again_and_says_why() throws Exception {
        String first = version();
        Files.writeString(file, titled("SMB 2"));
        newest();

        assertThat(service.ruleDiff(RULE, "", "").lines())
                .filteredOn(line -> line.kind() != TextDiff.Kind.SAME)
                .extracting(TextDiff.Line::kind)
                .containsExactly(TextDiff.Kind.GONE, TextDiff.Kind.NEW);
        assertThatThrownBy(() -> service.rollback(new Rollback(RULE, first, "ada", "")))
                .hasMessageContaining("a reason is needed");
        clock.advance(Duration.ofSeconds(1));
        service.rollback(new Rollback(RULE, first, "ada", "eight was too many"));

        assertThat(Files.readString(file)).isEqualTo(TEXT);
        assertThat(version()).isEqualTo(first);
        assertThat(service.ruleHistory(RULE).changes().get(0))
                .extracting(RuleHistory.Change::who, RuleHistory.Change::reason)
                .containsExactly("ada", "back: eight was too many");
        assertThat(service.ruleHistory(RULE).versions()).hasSize(2);
    }

    @Test
    void an_alert_keeps_the_version_that_fired() throws Exception {
        service.run(RunRequest.now(), Journal.none());
        clock.set(EIGHT);
        blocked("10.0.0.5", 9);
        service.run(RunRequest.now(), Journal.none());
        String fired = version();
        Files.writeString(file, titled("SMB 3"));
        newest();

        assertThat(alerts()).extracting(AlertRow::ruleVersion).containsExactly(fired);
        assertThat(version()).isNotEqualTo(fired);
    }

    @Test
    void no_text_is_said_to_have_judged_before_it_was_saved() throws Exception {
        Instant changed = clock.instant().plusSeconds(1);
        Files.writeString(file, titled("SMB 2"));
        Files.setLastModifiedTime(file, FileTime.from(changed));
        clock.advance(Duration.ofSeconds(30));

        RuleHistory.Text newest = newest();

        assertThat(service.ruleHistory(RULE).changes().get(0).from())
                .as("it holds from when its file was changed")
                .isEqualTo(changed);
        assertThat(newest.savedAt()).isAfter(changed);
        assertThat(newest.judgedFrom()).isEqualTo(newest.savedAt());
    }

    @Test
    void a_rule_whose_case_fails_does_not_go_live_without_an_override() throws Exception {
        service.switchRule(new ModeSwitch(RULE, "shadow", "ada", "", false));
        Files.writeString(file, with(4));
        newest();

        assertThatThrownBy(() -> service.switchRule(live("", false)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("stays SHADOW")
                .hasMessageContaining("\"stays quiet at four\"");
        assertThatThrownBy(() -> service.setRuleMode(RULE, "LIVE", "ada"))
                .hasMessageContaining("\"stays quiet at four\"");
        assertThatThrownBy(() -> service.switchRule(live(" ", true)))
                .hasMessageContaining("a reason is needed");
        assertThat(service.rules().get(0).mode()).isEqualTo("SHADOW");
        clock.advance(Duration.ofSeconds(1));
        service.switchRule(live("agreed with bob", true));

        assertThat(service.rules().get(0).mode()).isEqualTo("LIVE");
        assertThat(service.ruleHistory(RULE).changes().get(0).reason())
                .isEqualTo("override, case \"stays quiet at four\" fails: agreed with bob");
    }

    private static ModeSwitch live(String reason, boolean override) {
        return new ModeSwitch(RULE, "live", "ada", reason, override);
    }

    @Test
    void every_template_makes_a_rule_that_compiles_and_passes_its_cases() {
        for (String template : illumiomonitor.rules.Templates.names()) {
            service.newRule(new NewRule("mine/" + template, template, "ada", ""));
        }

        assertThat(service.checkRules(null)).isEmpty();
        List<CaseResult> cases = service.testRules(folder.resolve("rules/mine"));
        assertThat(cases).hasSizeGreaterThan(5).allMatch(CaseResult::passed, "passes");
        assertThat(service.rules())
                .filteredOn(rule -> rule.rule().startsWith("mine/"))
                .allMatch(rule -> rule.mode().equals("SHADOW"));
        assertThatThrownBy(() -> service.newRule(new NewRule("mine/sweep", "sweep", "ada", "")))
                .hasMessageContaining("is there already");
        for (String name : List.of("../x", "import/x", "new/x", "im-port/x")) {
            assertThatThrownBy(() -> service.newRule(new NewRule(name, "sweep", "ada", "")))
                    .hasMessageContaining("topic/name");
        }
    }

    @Test
    void a_rule_that_is_begun_from_a_kind_of_the_form_opens_as_one() throws Exception {
        for (String kind : List.of("volume", "bandwidth", "new-edge", "spike", "silence")) {
            String made = service.newRule(new NewRule("mine/" + kind, kind, "ada", ""));

            assertThat(FormText.read(Files.readString(folder.resolve("rules").resolve(made))))
                    .as(kind)
                    .isPresent();
        }
    }

    @Test
    void a_conflict_with_a_newer_shipped_text_is_said_of_the_rule_until_it_is_taken_away()
            throws Exception {
        Path conflict = folder.resolve("rules/own/smb.drl.conflict");
        Files.writeString(conflict, "<<<<<<< yours\n");
        assertThat(service.ruleWarnings().get(RULE))
                .singleElement()
                .asString()
                .contains("changes the same lines as yours: look at own/smb.drl.conflict");

        assertThat(service.check(Journal.none()).toString())
                .contains("rule own/smb: a newer text ships and changes the same lines as yours");

        Files.delete(conflict);
        assertThat(service.ruleWarnings()).isEmpty();
    }

    @Test
    void a_time_that_is_not_stored_is_said_and_not_taken_for_a_quiet_rule() throws Exception {
        Instant tick = EIGHT.minus(Duration.ofMinutes(10));
        assertThatThrownBy(() -> service.explain(question("10.0.0.5", tick)))
                .hasMessage("nothing is stored yet: ./monitor run pulls");
        service.run(RunRequest.now(), Journal.none());

        assertThat(service.explain(question("10.0.0.5", tick)))
                .singleElement()
                .satisfies(judged -> assertThat(judged.notes()).isEmpty());
        Instant earlier = tick.minus(Duration.ofMinutes(20));
        assertThat(service.explain(question("10.0.0.5", earlier)))
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.notes())
                                        .singleElement()
                                        .asString()
                                        .startsWith("no run has judged this tick"));
        Instant later = tick.plus(Duration.ofDays(3));
        assertThatThrownBy(() -> service.explain(question("10.0.0.5", later)))
                .hasMessage(later + " has not come yet; the newest tick is " + tick);
        Instant before = tick.minus(Duration.ofDays(400));
        assertThatThrownBy(() -> service.explain(question("10.0.0.5", before)))
                .hasMessageStartingWith(
                        "nothing of " + before + " is stored; what is stored begins");
        assertThatThrownBy(() -> service.explain(question(" ", tick)))
                .hasMessageContaining("a subject is needed");
        assertThatThrownBy(() -> service.replay(stretch(later), Journal.none()))
                .hasMessageContaining("has not come yet");
        assertThatThrownBy(() -> service.replay(stretch(before), Journal.none()))
                .hasMessageContaining("what is stored begins");
    }

    private static ReplayPlan stretch(Instant from) {
        return new ReplayPlan(RULE, null, null, from, from.plus(Duration.ofMinutes(10)));
    }

    @Test
    void a_rule_that_is_begun_is_a_version_of_who_began_it() {
        service.newRule(new NewRule("mine/sweep", "sweep", "ada", "for the board"));

        assertThat(service.ruleHistory("mine/sweep").versions())
                .singleElement()
                .extracting(RuleHistory.Text::author, RuleHistory.Text::reason)
                .containsExactly("ada", "begun from sweep: for the board");
    }

    @Test
    void no_rule_is_begun_under_the_name_of_one_that_stands_in_another_file() throws Exception {
        Files.move(file, file.resolveSibling("net.drl"));

        assertThatThrownBy(() -> service.newRule(new NewRule(RULE, "sweep", "ada", "")))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("own/smb is there already")
                .hasMessageEndingWith("net.drl");
        assertThat(file).doesNotExist();
    }
}
