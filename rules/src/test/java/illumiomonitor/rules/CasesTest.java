package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.rule.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasesTest {

    private static final String RULE =
            """
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings
            rule "a"
                @title("A") @severity(LOW)
            when
                $flow : Flow( port == 23 )
            then
                findings.add($flow.srcIp(), "%s uses telnet", $flow.srcIp());
            end
            """;

    @TempDir Path dir;

    @Test
    void a_case_that_finds_something_else_fails_and_says_what() throws Exception {
        write("a.drl", RULE);
        write(
                "a.yaml",
                """
                rule: a
                cases:
                  - {name: right, flows: [{port: 23}], finds: ["10.0.0.1 uses telnet"]}
                  - {name: wrong, flows: [{port: 22}], finds: ["10.0.0.1 uses telnet"]}
                """);

        CaseReport report = Cases.run(dir.resolve("a.drl"));

        assertThat(report.passed()).isFalse();
        assertThat(report.results()).extracting(CaseResult::passed).containsExactly(true, false);
        assertThat(report.results().get(1).problem()).contains("but found []");
    }

    @Test
    void facts_beyond_flows_and_events_are_written_field_by_field() throws Exception {
        write(
                "b.drl",
                """
                import illumiomonitor.spi.*
                global illumiomonitor.spi.Findings findings
                global illumiomonitor.spi.History history
                rule "b"
                    @title("B") @severity(LOW)
                when
                    Edge( isNew, $src : srcIp, $dst : dstIp, src.label("role") == "web",
                          !dst.managed, history.peers(src) == 4 )
                    Baseline( metric == Metric.UPLOADED, entity == $src, z > 3.5, $z : z )
                    Change( actor == "ada", field == "labels", object != $src, $object : object )
                then
                    findings.add($src, "%s to %s after %s: %.1f", $src, $dst, $object, $z);
                end
                """);
        write(
                "b.yaml",
                """
                rule: b
                cases:
                  - name: everything fits
                    edges: [{srcIp: 10.0.0.5, srcLabels: {role: web}, dst: {ip: 198.18.0.1, managed: false}}]
                    baselines: [{metric: UPLOADED, entity: 10.0.0.5, z: 4.25}]
                    changes: [{event: {type: workload.update}, field: labels, object: db1}]
                    history: {peers: 4}
                    finds: ["10.0.0.5 to 198.18.0.1 after db1: 4.3"]
                  - name: the edge is known
                    edges: [{srcIp: 10.0.0.5, srcLabels: {role: web}, dstManaged: false, seenBefore: -3d}]
                    baselines: [{metric: UPLOADED, entity: 10.0.0.5, z: 4.25}]
                    changes: [{event: {type: workload.update}, field: labels, object: db1}]
                    history: {peers: 4}
                    finds: []
                event: {actor: ada}
                """);

        assertThat(Cases.run(dir.resolve("b.drl")).results())
                .extracting(CaseResult::problem)
                .containsExactly("", "");
    }

    @Test
    void an_unknown_key_is_refused_and_named() throws Exception {
        write("a.drl", RULE);
        write("a.yaml", "rule: a\ncases:\n  - {name: x, flows: [{prot: 23}], finds: []}\n");

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(result -> assertThat(result.problem()).contains("prot"));
    }

    @Test
    void a_case_file_that_is_none_is_told_with_its_line() throws Exception {
        write("a.drl", RULE);
        write("a.yaml", "rule: a\ncase: []\n");

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(
                        result ->
                                assertThat(result.problem())
                                        .contains(
                                                "line 2: case is not known here",
                                                "did you mean cases?"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "flow: [{port: 23}]|line 4: flow is not known here; known are|did you mean flows?",
                "flows: [{prot: 23}]|line 4: prot is not known here|did you mean port?",
                "flows: [{connections: many}]|line 4: connections is many, but must be a whole"
                        + " number|",
                "flows: {port: 23}|line 4: flows must be a list|",
                "edges: [{srcIq: 10.0.0.5}]|line 4: srcIq is not known here; known are|",
                "tick: noon|line 4: time noon is neither|",
                "flows: [|line 6: this is no YAML, look at its indents, brackets and quotes|",
            })
    void a_slip_in_a_case_is_told_with_its_line_in_words_of_who_wrote_it(
            String line, String says, @Nullable String guess) throws Exception {
        write("a.drl", RULE);
        write(
                "a.yaml",
                "rule: a\ncases:\n  - name: x\n    "
                        + line
                        + "\n    finds: []\nflow: {port: 23}\n");

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(
                        result ->
                                assertThat(result.problem())
                                        .startsWith(says)
                                        .contains(guess == null ? "" : guess)
                                        .doesNotContain("class", "java", "\n"));
    }

    @Test
    void cases_whose_rule_is_not_there_fail_and_are_not_passed_over() throws Exception {
        write("a.drl", RULE);
        write("b.yaml", "rule: b\ncases:\n  - {name: x, finds: []}\n");
        write("exceptions.yaml", "[]\n");

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(
                        result -> {
                            assertThat(result.file()).endsWith("b.yaml");
                            assertThat(result.problem()).contains("no rule file b.drl beside");
                        });
    }

    @Test
    void a_rule_that_does_not_compile_fails_with_its_place() throws Exception {
        write("a.drl", RULE.replace("port ==", "prot =="));
        write("a.yaml", "rule: a\ncases:\n  - {name: x, finds: []}\n");

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(result -> assertThat(result.problem()).contains("a.drl:6:", "prot"));
    }

    @Test
    void a_case_may_say_which_finding_an_exception_spares() throws Exception {
        write("a.drl", RULE);
        write(
                "a.yaml",
                """
                rule: a
                cases:
                  - name: the file's exception spares one of two
                    flows: [{srcIp: 10.0.0.1, port: 23}, {srcIp: 10.9.0.1, port: 23}]
                    finds: ["10.0.0.1 uses telnet", "10.9.0.1 uses telnet"]
                    spared: [10.9.0.1]
                  - name: the case's own exception is of another rule
                    flows: [{srcIp: 10.9.0.1, port: 23}]
                    exceptions: [{rule: b, subject: 10.9.0.1}]
                    finds: ["10.9.0.1 uses telnet"]
                    spared: []
                  - name: its last day is over
                    tick: 2026-03-02T00:00:00Z
                    flows: [{srcIp: 10.9.0.1, port: 23}]
                    exceptions: [{subject: 10.9.0.1, until: 2026-03-01}]
                    finds: ["10.9.0.1 uses telnet"]
                    spared: []
                  - name: this one is wrong
                    flows: [{srcIp: 10.0.0.1, port: 23}]
                    finds: ["10.0.0.1 uses telnet"]
                    spared: [10.0.0.1]
                exceptions:
                  - {rule: a, cidr: 10.9.0.0/16, owner: ann, reason: old switches}
                """);

        CaseReport report = Cases.run(dir.resolve("a.drl"));

        assertThat(report.results())
                .extracting(CaseResult::problem)
                .containsExactly("", "", "", "should spare [10.0.0.1], but spared []");
    }

    @Test
    void an_exception_of_a_case_that_is_none_is_told() throws Exception {
        write("a.drl", RULE);
        write(
                "a.yaml",
                "rule: a\ncases:\n  - {name: x, finds: [], exceptions: [{cidr: 10.0.0.0/99}]}\n");

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(
                        result ->
                                assertThat(result.problem())
                                        .startsWith("line 3: exceptions: ")
                                        .contains("99"));
    }

    @Test
    void what_is_no_more_than_was_told_keeps_silent_under_a_refractory_time() throws Exception {
        write(
                "a.drl",
                """
                import illumiomonitor.spi.*
                global illumiomonitor.spi.Findings findings

                rule "a"
                    @title("Telnet") @severity(LOW) @refractory("7d") @threshold(5) @unit("connections")
                when
                    Threshold( rule == "a", $max : value )
                    Flow( port == 23, $n : connections, $n >= $max, $src : srcIp )
                then
                    findings.add($src, "%s opened %d", $src, $n);
                end
                """);
        write(
                "a.yaml",
                """
                rule: a
                cases:
                  - name: one has a digit more
                    flows: [{srcIp: 10.0.0.1, connections: 99}, {srcIp: 10.0.0.2, connections: 100}]
                    finds: ["10.0.0.1 opened 99", "10.0.0.2 opened 100"]
                    told: {value: 40}
                    silent: [10.0.0.1]
                  - name: this one is wrong
                    flows: [{srcIp: 10.0.0.1, connections: 100}]
                    finds: ["10.0.0.1 opened 100"]
                    told: {value: 40}
                    silent: [10.0.0.1]
                  - name: this one forgets what was told
                    flows: []
                    finds: []
                    silent: []
                flow: {port: 23}
                """);

        CaseReport report = Cases.run(dir.resolve("a.drl"));

        assertThat(report.results())
                .extracting(CaseResult::problem)
                .satisfiesExactly(
                        none -> assertThat(none).isEmpty(),
                        wrong ->
                                assertThat(wrong)
                                        .isEqualTo(
                                                "should keep silent [10.0.0.1], but kept silent"
                                                        + " []"),
                        forgets -> assertThat(forgets).contains("\"silent\" needs \"told\""));
    }

    @Test
    void a_rule_without_a_refractory_time_was_told_nothing() throws Exception {
        write("a.drl", RULE);
        write("a.yaml", "rule: a\ncases:\n  - {name: x, finds: [], told: {value: 1}}\n");

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(
                        result ->
                                assertThat(result.problem())
                                        .startsWith("line 3: ")
                                        .contains("needs a rule with @refractory: a tells again"));
    }

    @Test
    void a_rule_without_cases_is_listed() throws Exception {
        write("a.drl", RULE);

        CaseReport report = Cases.run(dir);

        assertThat(report.passed()).isTrue();
        assertThat(report.untested()).containsExactly(dir.resolve("a.drl").toString());
    }

    @Test
    void a_file_that_is_not_there_is_an_error() {
        assertThatThrownBy(() -> Cases.run(dir.resolve("b.drl"))).isInstanceOf(IOException.class);
    }

    @Test
    void the_pack_is_installed_and_changes_of_others_stay() throws Exception {
        Pack.install(dir);
        assertThat(Cases.run(dir).passed()).isTrue();
        Path mine = dir.resolve("traffic/blocked-burst.drl");
        Files.writeString(mine, Files.readString(mine).replace("(25)", "(50)"));
        Files.delete(dir.resolve("traffic/vertical-scan.drl"));

        List<Pack.Installed> again = Pack.install(dir);

        assertThat(again)
                .filteredOn(file -> file.action() != Pack.Action.SAME)
                .containsExactlyInAnyOrder(
                        new Pack.Installed("traffic/blocked-burst.drl", Pack.Action.KEPT),
                        new Pack.Installed("traffic/vertical-scan.drl", Pack.Action.ABSENT),
                        new Pack.Installed("traffic/vertical-scan.yaml", Pack.Action.ABSENT));
        assertThat(Files.readString(mine)).contains("(50)");
        assertThat(Files.readString(dir.resolve("README.md"))).contains("traffic/vertical-scan");
        assertThat(dir.resolve("exceptions.yaml")).exists();
    }

    @Test
    void rows_that_repeat_without_end_are_told_and_not_made() throws Exception {
        write("a.drl", RULE);
        write(
                "a.yaml",
                "rule: a\n"
                        + "cases:\n"
                        + "  - name: many\n"
                        + "    flows: [{ repeat: 2000000000 }]\n"
                        + "    finds: []\n");

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(result -> assertThat(result.problem()).contains("100000 rows"));
    }

    @Test
    void rows_that_repeat_a_long_text_are_told_and_not_made() throws Exception {
        write("a.drl", RULE);
        write(
                "a.yaml",
                "rule: a\ncases:\n  - name: long\n    flows: [{process: \"%s{n}\", repeat: 100000}]\n    finds: []\n"
                        .formatted("x".repeat(10_000)));

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(
                        result ->
                                assertThat(result.problem())
                                        .contains("more than 20000000 letters: repeat them less"));
    }

    @Test
    void rows_of_all_kinds_of_a_case_are_counted_together() throws Exception {
        write("a.drl", RULE);
        write(
                "a.yaml",
                """
                rule: a
                cases:
                  - name: many
                    flows: [{port: 22, repeat: 100}]
                    workloads: [{repeat: 99901}]
                    finds: []
                """);

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(result -> assertThat(result.problem()).contains("100000 rows"));
    }

    /** Would each of them be judged, this took minutes. */
    @Test
    @Timeout(60)
    void only_the_rule_that_the_cases_name_is_judged_and_no_longer_than_they_may_take()
            throws Exception {
        String endless = RULE.replace("findings.add", endless() + " findings.add");
        StringBuilder rules = new StringBuilder(RULE);
        for (int n = 0; n < 20; n++) {
            rules.append(
                    endless.substring(endless.indexOf("rule ")).replace("\"a\"", "\"e" + n + "\""));
        }
        String cases =
                "rule: a\n"
                        + "cases:\n"
                        + "  - {name: x, flows: [{port: 23}], finds: [\"10.0.0.1 uses telnet\"]}\n";
        Trial trial = Trial.of("a.drl", rules.toString());

        assertThat(Cases.failing(trial, "a.yaml", cases)).isEmpty();
        assertThat(
                        Cases.failing(
                                trial,
                                "a.yaml",
                                cases.replace("rule: a", "rule: e7"),
                                Duration.ofSeconds(1)))
                .get()
                .extracting(CaseResult::problem)
                .isEqualTo("its cases take more than 1 s: let them say less");
    }

    /** Each case ends by itself, but a folder of thousands would take hours. */
    @Test
    @Timeout(60)
    void cases_of_a_folder_take_no_longer_than_all_of_them_may() throws Exception {
        String endless = RULE.replace("findings.add", endless() + " findings.add");
        for (int n = 0; n < 40; n++) {
            write("a" + n + ".drl", endless);
            write(
                    "a" + n + ".yaml",
                    "rule: a\ncases:\n  - {name: x, flows: [{port: 23}], finds: []}\n");
        }

        List<CaseResult> results = Cases.run(dir, Duration.ofSeconds(1)).results();

        assertThat(results).noneMatch(CaseResult::passed).hasSizeLessThan(40);
        assertThat(results.get(results.size() - 1).problem())
                .isEqualTo(
                        "all cases together take more than 1 s, so that %d files were not tried:"
                                        .formatted(41 - results.size())
                                + " name fewer");
        assertThat(results.get(results.size() - 2).problem())
                .isEqualTo("all cases together take more than 1 s");
    }

    /** Walks nested in walks, which would end in the year 3000. */
    private static String endless() {
        return "java.util.List few = java.util.List.of(1, 2, 3, 4, 5, 6, 7); "
                + IntStream.range(0, 15)
                        .mapToObj(n -> "for (Object o" + n + " : few) ")
                        .collect(Collectors.joining())
                + "{ }";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flows: [~]|a row has no fields",
                "flows: [{ at: 999999999d }]|further away than ten years",
                "flows: [{ at: +900000000-01-01T00:00:00Z }]|further away than a hundred years",
                "tick: 999999999d|further away than ten years"
            })
    void what_no_row_can_hold_is_told(String odd, String problem) throws Exception {
        write("a.drl", RULE);
        write("a.yaml", "rule: a\ncases:\n  - name: odd\n    %s\n    finds: []\n".formatted(odd));

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(result -> assertThat(result.problem()).contains(problem));
    }

    @Test
    void names_that_stand_for_lists_of_lists_are_not_filled_in() throws Exception {
        StringBuilder bomb = new StringBuilder("rule: a\ncases:\n  - name: &a0 x\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1) + ", ";
            bomb.append("    k%d: &a%d [%s*a%d]\n".formatted(i, i, before.repeat(9), i - 1));
        }
        write("a.drl", RULE);
        write("a.yaml", bomb.append("    finds: *a11\n").toString());

        assertThat(Cases.run(dir).results())
                .singleElement()
                .satisfies(result -> assertThat(result.problem()).isNotBlank());
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(dir.resolve(file), text);
    }
}
