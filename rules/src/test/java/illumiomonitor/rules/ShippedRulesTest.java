package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.engine.alert.ExceptionSet;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.engine.rule.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShippedRulesTest {

    private static final Path PACK = Path.of("pack");

    @TestFactory
    Stream<DynamicTest> every_case_finds_what_it_says() throws Exception {
        CaseReport report = Cases.run(PACK);
        assertThat(report.untested()).isEmpty();
        return report.results().stream()
                .map(
                        result ->
                                dynamicTest(
                                        result.rule() + ": " + result.name(),
                                        () -> assertThat(result.problem()).isEmpty()));
    }

    @Test
    void the_examples_of_the_exceptions_file_are_sound() throws IOException {
        String text = Files.readString(Path.of("pack/exceptions.yaml"));
        String examples = text.replaceAll("(?m)^# (?=-|  )", "");

        ExceptionSet exceptions = ExceptionSet.of(examples, ZoneId.of("UTC"));

        assertThat(exceptions.holdingAt(Instant.parse("2026-11-23T00:00:00Z"))).isEqualTo(3);
    }

    @Test
    void every_rule_has_a_case_that_fires_and_one_that_stays_quiet() throws IOException {
        for (Path drl : CaseFolder.rules(PACK)) {
            CaseFile file =
                    CaseFile.parse(Files.readString(Path.of(CaseFolder.beside(drl.toString()))));
            assertThat(file.cases())
                    .as(drl.toString())
                    .anySatisfy(one -> assertThat(one.finds()).isNotEmpty())
                    .anySatisfy(one -> assertThat(one.finds()).isEmpty());
        }
    }

    @Test
    void every_rule_that_tells_only_of_records_shows_what_is_one_and_what_is_none()
            throws IOException {
        for (RuleInfo rule : Pack.rules()) {
            if (!rule.refractory().isZero()) {
                String cases = Files.readString(PACK.resolve(CaseFolder.beside(rule.file())));
                assertThat(CaseFile.parse(cases).cases())
                        .as(rule.name())
                        .anySatisfy(one -> assertThat(one.silent()).isEmpty())
                        .anySatisfy(one -> assertThat(one.silent()).isNotEmpty());
            }
        }
    }

    @Test
    void a_rule_on_how_unusual_something_is_tells_only_of_records() throws IOException {
        for (RuleInfo rule : Pack.rules()) {
            String text = Files.readString(PACK.resolve(rule.file()));
            if (text.contains("z >= 3.5") || text.contains("z < 3.5")) {
                assertThat(rule.refractory()).as(rule.name()).isEqualTo(Duration.ofDays(7));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> what_was_usual_stands_in_the_evidence_of_a_rule_that_compared_with_it() {
        return Compiled.TRIALS.stream()
                .filter(trial -> trial.text().contains("Baseline("))
                .map(trial -> dynamicTest(trial.file(), () -> shows_what_was_usual(trial)));
    }

    private static void shows_what_was_usual(Trial trial) throws Exception {
        CaseFile file = casesOf(trial);
        RuleInfo rule = trial.rules().get(0);
        List<CaseFile.Case> comparing =
                file.cases().stream()
                        .filter(one -> one.baselines() != null && !one.finds().isEmpty())
                        .toList();
        assertThat(comparing).isNotEmpty();
        for (CaseFile.Case one : comparing) {
            assertThat(Cases.judged(file, one, trial, rule))
                    .flatExtracting(RuleResult::findings)
                    .as(one.name())
                    .allSatisfy(
                            found ->
                                    assertThat(found.proofs())
                                            .anySatisfy(
                                                    proof ->
                                                            assertThat(proof.value())
                                                                    .contains("usual is", "; z ")));
        }
    }

    @Test
    void a_surge_shows_the_edges_that_policy_would_stop_and_no_others() throws Exception {
        assertThat(firstFound("policy/blocked-surge").proofs())
                .filteredOn(proof -> proof.name().startsWith("edge "))
                .extracting(proof -> proof.value().split(",")[0])
                .containsExactlyInAnyOrder("30 connections", "20 connections");
    }

    @Test
    void what_a_provision_opened_shows_the_provision() throws Exception {
        assertThat(firstFound("policy/widened-then-opened").proofs())
                .anySatisfy(proof -> assertThat(proof.eventId()).isNotNull());
    }

    /** What the rule finds in its first case. */
    private static Found firstFound(String name) throws Exception {
        Trial trial =
                Compiled.TRIALS.stream()
                        .filter(one -> one.rules().get(0).name().equals(name))
                        .findFirst()
                        .orElseThrow();
        CaseFile file = casesOf(trial);
        return Cases.judged(file, file.cases().get(0), trial, trial.rules().get(0)).stream()
                .flatMap(result -> result.findings().stream())
                .findFirst()
                .orElseThrow();
    }

    /** Some events of a PCE say neither who did it nor from where. */
    @TestFactory
    Stream<DynamicTest> no_rule_breaks_on_an_event_that_names_nobody() {
        return Compiled.TRIALS.stream()
                .filter(trial -> trial.text().matches("(?s).*\\b(Event|Change)\\(.*"))
                .map(
                        trial ->
                                dynamicTest(
                                        trial.file(), () -> bears_events_that_name_nobody(trial)));
    }

    private static void bears_events_that_name_nobody(Trial trial) throws Exception {
        CaseFile file = casesOf(trial);
        forget(file.event());
        file.cases().forEach(one -> rows(one.events()).forEach(ShippedRulesTest::forget));
        forgetIn(file.change());
        file.cases().forEach(one -> rows(one.changes()).forEach(ShippedRulesTest::forgetIn));
        for (CaseFile.Case one : file.cases()) {
            assertThat(Cases.judged(file, one, trial, trial.rules().get(0)))
                    .as(one.name())
                    .allSatisfy(result -> assertThat(result.error()).isNull());
        }
    }

    private static List<ObjectNode> rows(@Nullable List<ObjectNode> rows) {
        return rows == null ? List.of() : rows;
    }

    private static void forget(@Nullable ObjectNode event) {
        if (event != null) {
            for (String name : List.of("actor", "srcIp", "workload", "suppliedUser")) {
                event.put(name, "");
            }
        }
    }

    private static void forgetIn(@Nullable ObjectNode change) {
        if (change != null && change.get("event") instanceof ObjectNode event) {
            forget(event);
        }
    }

    /** Compiled once for all tests that look at what single rules make of their cases. */
    private static final class Compiled {

        static final List<Trial> TRIALS = compile();

        private static List<Trial> compile() {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String file : Pack.files()) {
                if (file.endsWith(".drl")) {
                    texts.put(PACK.resolve(file).toString(), Pack.text(file));
                }
            }
            return Trial.ofAll(texts);
        }
    }

    private static CaseFile casesOf(Trial trial) throws IOException {
        return CaseFile.parse(Files.readString(Path.of(CaseFolder.beside(trial.file()))));
    }

    /** A limit that is one too high or too low for its case would go unnoticed. */
    @TestFactory
    Stream<DynamicTest> every_rule_has_a_case_that_just_reaches_its_threshold() {
        return Compiled.TRIALS.stream()
                .map(trial -> dynamicTest(trial.file(), () -> just_reaches_its_threshold(trial)));
    }

    private static void just_reaches_its_threshold(Trial trial) throws Exception {
        CaseFile file = casesOf(trial);
        RuleInfo rule = trial.rules().get(0);
        List<CaseFile.Case> firing =
                file.cases().stream()
                        .filter(one -> one.threshold() == null && !one.finds().isEmpty())
                        .toList();
        List<String> exact = new ArrayList<>();
        for (CaseFile.Case one : firing) {
            if (Cases.judged(file, one, trial, rule, rule.threshold() + 1).stream()
                    .allMatch(result -> result.findings().isEmpty())) {
                exact.add(one.name());
            }
        }
        assertThat(exact)
                .as("cases of %s that fire, and would not at %d", rule.name(), rule.threshold() + 1)
                .isNotEmpty();
    }

    /** Nothing can be below a threshold of one. */
    @TestFactory
    Stream<DynamicTest> every_rule_has_a_case_that_just_misses_its_threshold() {
        return Compiled.TRIALS.stream()
                .filter(trial -> trial.rules().get(0).threshold() > 1)
                .map(trial -> dynamicTest(trial.file(), () -> just_misses_its_threshold(trial)));
    }

    private static void just_misses_its_threshold(Trial trial) throws Exception {
        CaseFile file = casesOf(trial);
        RuleInfo rule = trial.rules().get(0);
        List<String> exact = new ArrayList<>();
        for (CaseFile.Case one : file.cases()) {
            if (one.threshold() == null
                    && one.finds().isEmpty()
                    && Cases.judged(file, one, trial, rule, rule.threshold() - 1).stream()
                            .anyMatch(result -> !result.findings().isEmpty())) {
                exact.add(one.name());
            }
        }
        assertThat(exact)
                .as(
                        "cases of %s that are quiet, and would not be at %d",
                        rule.name(), rule.threshold() - 1)
                .isNotEmpty();
    }

    @Test
    void every_rule_is_named_after_its_file() {
        assertThat(Pack.rules())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.name() + ".drl").isEqualTo(rule.file()));
    }

    @Test
    void every_header_tells_what_it_sees_and_what_to_do() {
        assertThat(Pack.rules())
                .allSatisfy(
                        rule -> {
                            for (String word : List.of("Sees ", "Means ", "Quiet ", "Then ")) {
                                assertThat(rule.comment()).as(rule.name()).contains(word);
                            }
                            assertThat(rule.title()).isNotBlank();
                            assertThat(rule.unit()).isNotBlank();
                        });
    }

    @Test
    void the_index_names_every_file_of_the_pack() throws IOException {
        try (Stream<Path> files = Files.walk(PACK)) {
            List<String> there =
                    files.filter(Files::isRegularFile)
                            .map(file -> PACK.relativize(file).toString().replace('\\', '/'))
                            .filter(file -> file.contains("/"))
                            .sorted()
                            .toList();
            assertThat(Pack.files()).isEqualTo(there);
        }
    }

    @Test
    void the_readme_has_a_line_for_every_rule() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme)
                .contains(Catalogue.table(Pack.rules()))
                .contains(Catalogue.words(Pack.rules()));
        assertThat(Pack.rules()).extracting(RuleInfo::name).hasSizeGreaterThanOrEqualTo(20);
    }
}
