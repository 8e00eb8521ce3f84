package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.web.service.CaseEdit;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.CaseSheet;
import illumiomonitor.web.service.ModeSwitch;
import illumiomonitor.web.service.Rollback;
import illumiomonitor.web.service.RuleProblem;
import illumiomonitor.web.service.RuleRow;
import illumiomonitor.web.service.SavedCases;
import illumiomonitor.web.service.SavedCases.Outcome;
import illumiomonitor.web.service.ServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases of a rule, as people change them and as they come back with it. */
class CaseEditsTest {

    private static final String RULE = SmbRule.NAME;
    private static final String TEXT = SmbRule.TEXT;
    private static final String CASES = SmbRule.CASES;
    private static final String WORDED = CASES.replace("fires at five", "fires at 5");
    private static final String LOUD = CASES.replace("finds: []", "finds: [4 blocked]");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(Instant.parse("2026-07-01T08:00:00Z"));
    private Lab lab;
    private Engine engine;
    private EngineService service;
    private Path drl;
    private Path yaml;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.empty(clock).start();
        drl = folder.resolve("rules/own/smb.drl");
        yaml = folder.resolve("rules/own/smb.yaml");
        Files.createDirectories(drl.getParent());
        Files.writeString(drl, TEXT);
        Files.writeString(yaml, CASES);
        Path config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                rules: {dir: rules}
                channels: []
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
        engine = Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk());
        service = EngineService.owning(engine);
        save(null, CASES, "first");
    }

    @AfterEach
    void stop() {
        service.close();
        lab.close();
    }

    private SavedCases save(@Nullable String onto, String text, String reason) {
        clock.advance(Duration.ofSeconds(1));
        return service.saveCases(new CaseEdit(RULE, onto, text, "ada", reason));
    }

    private RuleRow rule() {
        return service.rules().get(0);
    }

    private List<RuleHistory.Cases> versions() {
        return service.ruleHistory(RULE).cases();
    }

    @Test
    void cases_that_are_saved_stand_on_disk_are_a_version_of_their_author_and_are_tried()
            throws Exception {
        CaseSheet before = service.cases(RULE);

        SavedCases saved = save(before.version(), WORDED, "in digits");

        assertThat(before.file()).isEqualTo("own/smb.yaml");
        assertThat(before.text()).isEqualTo(CASES);
        assertThat(saved.outcome()).isEqualTo(Outcome.SAVED);
        assertThat(saved.results())
                .extracting(CaseResult::name, CaseResult::passed)
                .containsExactly(tuple("fires at 5", true), tuple("stays quiet at four", true));
        assertThat(Files.readString(yaml)).isEqualTo(WORDED);
        assertThat(versions().get(0))
                .extracting(
                        RuleHistory.Cases::version,
                        RuleHistory.Cases::author,
                        RuleHistory.Cases::reason,
                        RuleHistory.Cases::stands)
                .containsExactly(service.cases(RULE).version(), "ada", "in digits", true);
    }

    @Test
    void what_cannot_be_understood_is_refused_with_its_place_and_writes_nothing() throws Exception {
        String broken =
                CASES.replace("connections: 5}", "conections: 5}").replace("own/smb", "own/smp");

        SavedCases saved = save(null, broken, "slips");

        assertThat(saved.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(saved.problems())
                .extracting(
                        RuleProblem::file,
                        RuleProblem::line,
                        RuleProblem::column,
                        RuleProblem::word,
                        RuleProblem::rule)
                .containsExactly(
                        tuple("own/smb.yaml", 1, 7, "own/smp", RULE),
                        tuple("own/smb.yaml", 3, 53, "conections", RULE));
        assertThat(saved.problems().get(1).message()).contains("did you mean connections?");
        assertThat(save(null, CASES.replace("finds: []", "finds: ["), "").problems())
                .singleElement()
                .satisfies(one -> assertThat(one.line()).isEqualTo(4))
                .satisfies(one -> assertThat(one.message()).startsWith("this is no YAML"));
        assertThat(save(null, " ", "").outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(Files.readString(yaml)).isEqualTo(CASES);
        assertThat(versions()).hasSize(1);
    }

    @Test
    void of_two_who_edit_at_once_the_second_is_told_and_may_save_once_more() throws Exception {
        String onto = service.cases(RULE).version();
        save(onto, WORDED, "ada's");

        SavedCases second = save(onto, LOUD, "bob's");

        String now = service.cases(RULE).version();
        assertThat(second.outcome()).isEqualTo(Outcome.MEANWHILE);
        assertThat(second.problems().get(0).message())
                .isEqualTo("somebody saved other cases meanwhile, version " + now);
        assertThat(Files.readString(yaml)).isEqualTo(WORDED);
        assertThat(save(now, LOUD, "bob's").outcome()).isEqualTo(Outcome.SAVED);
        Files.delete(yaml);
        assertThat(save(now, CASES, "").problems().get(0).message())
                .isEqualTo("somebody took the cases away meanwhile");
        assertThat(save("", CASES, "").outcome()).isEqualTo(Outcome.SAVED);
    }

    @Test
    void cases_that_what_judges_fails_are_saved_and_it_goes_on_as_failing() {
        String judges = rule().version();

        SavedCases saved = save(null, LOUD, "a false alarm less");

        assertThat(saved.outcome()).isEqualTo(Outcome.SAVED);
        assertThat(saved.results()).filteredOn(one -> !one.passed()).hasSize(1);
        assertThat(rule())
                .extracting(RuleRow::state, RuleRow::mode, RuleRow::version)
                .containsExactly("FAILING", "LIVE", judges);
    }

    @Test
    void going_back_to_cases_that_what_judges_fails_says_which_case_fails() {
        String loud = service.cases(RULE).version();
        save(null, LOUD, "louder");
        String first = service.cases(RULE).version();
        save(null, CASES, "as before");

        List<CaseResult> good = service.rollback(new Rollback(RULE, loud, "ada", "again"));
        List<CaseResult> bad = service.rollback(new Rollback(RULE, first, "ada", "again"));

        assertThat(good).hasSize(2).allMatch(CaseResult::passed);
        assertThat(bad)
                .filteredOn(one -> !one.passed())
                .singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("stays quiet at four"));
        assertThat(rule().state()).isEqualTo("FAILING");
    }

    @Test
    void cases_that_let_a_waiting_text_through_are_saved_by_themselves() throws Exception {
        Files.writeString(drl, TEXT.replace("@threshold(5)", "@threshold(4)"));
        assertThat(rule().state()).isEqualTo("FAILING");
        String before = rule().version();

        SavedCases saved = save(null, LOUD, "four is agreed");

        assertThat(saved.results()).allMatch(CaseResult::passed);
        assertThat(rule().state()).isEqualTo("OK");
        assertThat(rule().version()).isNotEqualTo(before);
    }

    @Test
    void a_rule_whose_file_is_gone_comes_back_with_its_cases() throws Exception {
        save(null, WORDED, "in digits");
        String version = rule().version();
        service.deleteRule(RULE, "ada");
        Files.deleteIfExists(yaml);
        assertThat(service.rules()).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        service.rollback(new Rollback(RULE, version, "bob", "we need it"));

        assertThat(Files.readString(drl)).isEqualTo(TEXT);
        assertThat(Files.readString(yaml)).isEqualTo(WORDED);
        assertThat(rule().state()).isEqualTo("OK");
        assertThat(service.testRules(drl)).hasSize(2).allMatch(CaseResult::passed);
        assertThat(versions().get(0).stands()).isTrue();
    }

    @Test
    void a_rule_that_comes_back_fails_the_cases_it_left_with_until_somebody_overrides_them()
            throws Exception {
        String version = rule().version();
        save(null, LOUD, "louder");
        Files.delete(drl);
        Files.delete(yaml);
        assertThat(service.rules()).isEmpty();

        assertThatThrownBy(() -> service.rollback(new Rollback(RULE, version, "bob", "we need it")))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("\"stays quiet at four\" fails")
                .hasMessageEndingWith(
                        "; rule own/smb is back, and judges nothing until it does what its cases"
                                + " say or somebody overrides them");
        assertThat(rule().state()).isEqualTo("FAILING");
        assertThat(rule().version()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        service.switchRule(new ModeSwitch(RULE, "live", "bob", "agreed with ada", true));

        assertThat(rule().version()).isEqualTo(version);
    }

    @Test
    void cases_that_stand_there_without_their_rule_are_not_written_over() throws Exception {
        String version = rule().version();
        Files.delete(drl);
        Files.writeString(yaml, WORDED);
        assertThat(service.rules()).isEmpty();

        service.rollback(new Rollback(RULE, version, "bob", "we need it"));

        assertThat(Files.readString(yaml)).isEqualTo(WORDED);
    }

    @Test
    void a_problem_of_a_text_names_the_rule_whose_lines_it_is_in() throws Exception {
        Files.writeString(
                folder.resolve("rules/own/two.drl"),
                TEXT.replace("own/smb", "own/one")
                        + TEXT.substring(TEXT.indexOf("rule \""))
                                .replace("own/smb", "own/other")
                                .replace("connections >=", "connexions >="));
        Files.writeString(folder.resolve("rules/own/odd.drl"), "import java.io.File\n" + TEXT);

        assertThat(service.checkRules(null))
                .extracting(RuleProblem::file, RuleProblem::rule)
                .contains(tuple("own/two.drl", "own/other"), tuple("own/odd.drl", ""));
        assertThat(service.checkRule("own/x.drl", TEXT.replace("port == 445", "port == ")))
                .isNotEmpty()
                .allMatch(problem -> problem.rule().equals(RULE));
    }
}
