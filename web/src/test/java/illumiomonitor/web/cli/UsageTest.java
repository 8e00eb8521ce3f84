package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frobnicate | Unmatched argument at index 0: 'frobnicate'; see monitor --help",
                "rules | rules needs one of list, check, test, cases, replay, explain, versions, diff, rollback, mode, exceptions, new, install, allowed, reference; see monitor rules --help",
                "rules replay | Missing required options: '--from=TIME', '--to=TIME'; see monitor rules replay --help",
                "sql | Missing required parameter: 'STATEMENT'; see monitor sql --help",
                "reconcile | Missing required option: '--day=DAY'; see monitor reconcile --help",
                "reconcile --day yesterday | --day must be a UTC day such as 2026-11-23, not yesterday",
                "backfill | Missing required option: '--days=N'; see monitor backfill --help",
                "run --from 2026-11-23T10:00Z | --from and --to belong together",
                "run --from noon --to later | --from must be a time such as 2026-11-23T10:00:00Z, not noon",
                "run --from 2026-11-23T10:00Z --to 2026-11-22T10:00Z | --to is before --from",
                "run --dry --from 2026-11-23T10:00Z --to 2026-11-23T11:00Z"
                        + " | --dry judges what was just pulled; leave out --from and --to",
                "run --deliver | --deliver belongs to --from and --to; a run now tells people anyway",
                "sql select --timeout soon | --timeout must be a length of time such as 30s or 2m",
                "sql select --limit 0 | --limit must be at least 1",
            })
    void a_mistake_is_one_sentence_and_64(String verb, String sentence) throws IOException {
        Typed typed = Typed.in(folder);

        assertThat(typed.run(verb.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err()).isEqualTo("monitor: " + sentence + System.lineSeparator());
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "serve",
                "run",
                "rules",
                "rules install",
                "alerts ack",
                "sql",
                "pce record",
                "bench"
            })
    void every_verb_explains_itself_without_a_configuration(String verb) {
        Typed typed = Typed.nowhere(folder);

        assertThat(typed.run((verb + " --help").strip().split(" "))).isZero();
        assertThat(typed.out()).startsWith("Usage: monitor " + verb);
        assertThat(typed.run((verb + " --version").strip().split(" "))).isZero();
        assertThat(typed.out()).contains("illumio-monitor ");
    }

    @Test
    void what_the_readme_tells_people_to_type_is_understood() throws IOException {
        Pattern command = Pattern.compile("\\./monitor ((?:\"[^\"]*\"|[^\"`#&\\n])+)");
        List<String> typed =
                command.matcher(Files.readString(Path.of("../README.md")))
                        .results()
                        .map(found -> found.group(1).strip())
                        // the script's own verb, and what only stands for something
                        .filter(line -> !line.equals("dist") && !line.matches(".*[\\[<$].*"))
                        .toList();

        assertThat(typed).hasSizeGreaterThan(20);
        assertThat(typed)
                .allSatisfy(
                        line -> {
                            Typed asked = Typed.nowhere(folder);
                            assertThat(asked.run(words(line + " --help"))).as(asked.err()).isZero();
                        });
    }

    private static String[] words(String line) {
        return Pattern.compile("\"[^\"]*\"|\\S+")
                .matcher(line)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules replay", "rules explain"})
    void a_verb_that_takes_a_version_of_a_rule_explains_itself_too(String verb) {
        Typed typed = Typed.nowhere(folder);

        assertThat(typed.run((verb + " --help").split(" "))).isZero();
        assertThat(typed.out())
                .startsWith("Usage: monitor " + verb)
                .contains("--version=VERSION", "--help");
    }

    @Test
    void no_verb_and_nobody_to_ask_is_a_mistake_that_shows_the_verbs() throws IOException {
        Typed typed = Typed.in(folder);

        assertThat(typed.run()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err()).contains("serve").contains("alerts");
    }

    @Test
    void without_a_configuration_the_way_to_one_is_said() {
        Typed typed = Typed.nowhere(folder);

        assertThat(typed.run("check")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(typed.err())
                .startsWith("monitor: there is no monitor.yaml here: copy monitor.example.yaml");
    }

    @Test
    void a_configuration_is_named_before_or_after_the_verb() {
        Typed typed = Typed.nowhere(folder);

        assertThat(typed.run("-c", "a.yaml", "check")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(typed.run("rules", "list", "-c", "b.yaml")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(typed.err()).contains("a.yaml does not exist").contains("b.yaml does not exist");
    }

    @Test
    void an_error_in_the_configuration_names_the_line_and_no_secret() throws IOException {
        Typed typed = Typed.in(folder, Typed.CONFIG + "puls: {}\n");

        assertThat(typed.run("check")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(typed.err())
                .contains("monitor.yaml:3: puls is not known; did you mean pull?")
                .doesNotContain("HUSH");
    }

    @Test
    void a_store_that_is_in_use_is_75() throws IOException {
        Typed typed = Typed.in(folder);
        typed.application.busy = Integer.MAX_VALUE;

        assertThat(typed.run("run")).isEqualTo(ExitCode.BUSY_OR_PARTIAL);
        assertThat(typed.err().strip())
                .isEqualTo("monitor: the store is in use by another process");
    }
}
