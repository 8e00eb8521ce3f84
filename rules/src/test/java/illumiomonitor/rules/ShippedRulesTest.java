package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import illumiomonitor.engine.alert.ExceptionSet;
import illumiomonitor.engine.rule.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
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
        for (Path drl : Cases.rules(PACK)) {
            CaseFile file = CaseFile.parse(Files.readString(Path.of(Cases.beside(drl.toString()))));
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
                String cases = Files.readString(PACK.resolve(Cases.beside(rule.file())));
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

        assertThat(readme).contains(Catalogue.table(Pack.rules()));
        assertThat(Pack.rules()).extracting(RuleInfo::name).hasSizeGreaterThanOrEqualTo(20);
    }
}
