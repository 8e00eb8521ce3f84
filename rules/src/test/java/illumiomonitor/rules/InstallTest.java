package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.rules.Pack.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ships gets newer, people change it, and nothing is lost. */
class InstallTest {

    private static final String RULE =
            """
            package illumiomonitor.rules.a
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings

            /*
             * Sees    telnet
             */
            rule "a/telnet"
                @title("Telnet in use")
                @severity(LOW)
                @window("10m")
            when
                $flow : Flow( port == 23 )
            then
                findings.add( $flow.srcIp(), "telnet" );
            end
            """;

    @TempDir Path dir;

    private Action install(String text) throws IOException {
        return Pack.install(dir, Map.of("a/telnet.drl", text), false).get(0).action();
    }

    private Path file() {
        return dir.resolve("a/telnet.drl");
    }

    private Path conflict() {
        return dir.resolve("a/telnet.drl.conflict");
    }

    @Test
    void an_own_change_and_a_newer_text_come_together() throws Exception {
        install(RULE);
        Files.writeString(file(), RULE.replace("LOW", "HIGH"));

        assertThat(install(RULE)).isEqualTo(Action.KEPT);
        assertThat(install(RULE.replace("port == 23", "port == 23, proto == 6")))
                .isEqualTo(Action.MERGED);

        assertThat(Files.readString(file())).contains("HIGH", "port == 23, proto == 6");
        assertThat(install(RULE.replace("port == 23", "port == 23, proto == 6")))
                .isEqualTo(Action.KEPT);
    }

    @Test
    void a_conflict_is_shown_and_changes_nothing_until_somebody_looked() throws Exception {
        install(RULE);
        String own = RULE.replace("LOW", "HIGH");
        Files.writeString(file(), own);
        String newer = RULE.replace("LOW", "MEDIUM");

        assertThat(install(newer)).isEqualTo(Action.CONFLICT);
        assertThat(Files.readString(file())).isEqualTo(own);
        assertThat(Files.readString(conflict()))
                .contains(
                        "<<<<<<< yours\n    @severity(HIGH)\n=======\n    @severity(MEDIUM)\n>>>>>>>");
        assertThat(install(newer)).isEqualTo(Action.CONFLICT);

        Files.delete(conflict());

        assertThat(install(newer)).isEqualTo(Action.KEPT);
        assertThat(conflict()).doesNotExist();
        assertThat(install(newer.replace("port == 23", "port == 2323"))).isEqualTo(Action.MERGED);
        assertThat(Files.readString(file())).contains("HIGH", "port == 2323");
    }

    @Test
    void changes_that_fit_together_but_do_not_compile_are_a_conflict() throws Exception {
        String two =
                RULE.replace(
                        "port == 23 )",
                        "port == 23,\n                $p : port,\n                $n : connections,\n                $n > 0 )");
        install(two);
        String own = two.replace("telnet\" )", "%d\", $p )");
        Files.writeString(file(), own);

        assertThat(install(two.replace("                $p : port,\n", "")))
                .isEqualTo(Action.CONFLICT);
        assertThat(Files.readString(file())).isEqualTo(own);
    }

    @Test
    void a_file_that_somebody_took_away_comes_back_only_when_asked_for() throws Exception {
        install(RULE);
        Files.delete(file());

        assertThat(install(RULE.replace("LOW", "HIGH"))).isEqualTo(Action.ABSENT);
        assertThat(file()).doesNotExist();
        assertThat(Pack.install(dir, Map.of("a/telnet.drl", RULE), true))
                .containsExactly(new Pack.Installed("a/telnet.drl", Action.ADDED));
        assertThat(file()).hasContent(RULE);
    }

    @Test
    void what_ships_no_more_goes_unless_somebody_changed_it() throws Exception {
        Map<String, String> two = Map.of("a/telnet.drl", RULE, "a/other.drl", RULE);
        Pack.install(dir, two, false);
        Files.writeString(dir.resolve("a/other.drl"), RULE.replace("LOW", "HIGH"));

        List<Pack.Installed> next = Pack.install(dir, Map.of("b/telnet.drl", RULE), false);

        assertThat(next)
                .containsExactly(
                        new Pack.Installed("b/telnet.drl", Action.ADDED),
                        new Pack.Installed("a/other.drl", Action.ORPHANED),
                        new Pack.Installed("a/telnet.drl", Action.RETIRED));
        assertThat(CaseFolder.rules(dir))
                .containsExactlyInAnyOrder(dir.resolve("a/other.drl"), dir.resolve("b/telnet.drl"));
        assertThat(Pack.install(dir, Map.of("b/telnet.drl", RULE), false))
                .containsExactly(
                        new Pack.Installed("b/telnet.drl", Action.SAME),
                        new Pack.Installed("a/other.drl", Action.ORPHANED));
    }

    private static final String CASES = "rule: a/telnet\ncases: []\n";
    private static final Map<String, String> NEXT = Map.of("b/telnet.drl", RULE);

    private Path cases() {
        return dir.resolve("a/telnet.yaml");
    }

    private List<Pack.Installed> installBoth() throws IOException {
        Map<String, String> both = new LinkedHashMap<>();
        both.put("a/telnet.drl", RULE);
        both.put("a/telnet.yaml", CASES);
        return Pack.install(dir, both, false);
    }

    @ParameterizedTest
    @CsvSource({"a/telnet.drl, LOW, HIGH", "a/telnet.yaml, [], [{}]"})
    void a_rule_that_ships_no_more_stays_with_its_cases_when_somebody_changed_one_of_them(
            String changed, String from, String to) throws Exception {
        installBoth();
        Path own = dir.resolve(changed);
        Files.writeString(own, Files.readString(own).replace(from, to));

        for (int n = 0; n < 2; n++) {
            assertThat(Pack.install(dir, NEXT, false))
                    .contains(
                            new Pack.Installed("a/telnet.drl", Action.ORPHANED),
                            new Pack.Installed("a/telnet.yaml", Action.ORPHANED));
        }
        assertThat(file()).exists();
        assertThat(cases()).exists();
    }

    @Test
    void a_rule_that_ships_no_more_goes_with_its_cases() throws Exception {
        installBoth();

        assertThat(Pack.install(dir, NEXT, false))
                .contains(
                        new Pack.Installed("a/telnet.drl", Action.RETIRED),
                        new Pack.Installed("a/telnet.yaml", Action.RETIRED));
        assertThat(file()).doesNotExist();
        assertThat(cases()).doesNotExist();
    }

    @Test
    void cases_go_with_a_rule_that_somebody_took_away() throws Exception {
        installBoth();
        Files.delete(file());

        for (int n = 0; n < 2; n++) {
            assertThat(installBoth())
                    .containsExactly(
                            new Pack.Installed("a/telnet.drl", Action.ABSENT),
                            new Pack.Installed("a/telnet.yaml", Action.ABSENT));
            assertThat(cases()).doesNotExist();
        }
    }

    @Test
    void changed_cases_stay_without_their_rule_and_are_told() throws Exception {
        installBoth();
        Files.delete(file());
        Files.writeString(cases(), "# mine\n" + CASES);

        assertThat(installBoth())
                .containsExactly(
                        new Pack.Installed("a/telnet.drl", Action.ABSENT),
                        new Pack.Installed("a/telnet.yaml", Action.KEPT));
        assertThat(cases()).exists();
        assertThat(Pack.install(dir, NEXT, false))
                .contains(new Pack.Installed("a/telnet.yaml", Action.ORPHANED));
    }

    @Test
    void a_rule_is_taken_away_with_the_cases_that_nobody_changed() throws Exception {
        installBoth();
        Pack.takeAway(dir, "a/telnet.drl");
        assertThat(file()).doesNotExist();
        assertThat(cases()).doesNotExist();
        assertThat(Pack.install(dir, Map.of("a/telnet.drl", RULE, "a/telnet.yaml", CASES), true))
                .extracting(Pack.Installed::action)
                .containsOnly(Action.ADDED);

        Files.writeString(cases(), "# mine\n" + CASES);
        Pack.takeAway(dir, "a/telnet.drl");

        assertThat(file()).doesNotExist();
        assertThat(cases()).exists();
    }

    @Test
    void what_is_kept_to_compare_with_is_no_rule() throws Exception {
        install(RULE);

        assertThat(CaseFolder.rules(dir)).containsExactly(file());
    }

    @Test
    void lines_that_both_changed_alike_are_no_conflict() throws Exception {
        assertThat(Merge.of("a\nb\nc\n", "a\nx\nc\n", "a\nx\nc\nd\n"))
                .isEqualTo(new Merge.Merged("a\nx\nc\nd\n", 0));
        assertThat(Merge.of("a\nb\nc\n", "b\nc\n", "a\nb\n")).isEqualTo(new Merge.Merged("b\n", 0));
        assertThat(Merge.of("a\n", "a\nmine\n", "a\ntheirs\n").conflicts()).isEqualTo(1);
        assertThat(Merge.of("", "mine\n", "").text()).isEqualTo("mine\n");
    }
}
