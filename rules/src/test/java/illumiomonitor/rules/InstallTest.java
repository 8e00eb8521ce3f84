package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.rules.Pack.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        return Pack.install(dir, Map.of("a/telnet.drl", text)).get(0).action();
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
    void what_is_kept_to_compare_with_is_no_rule() throws Exception {
        install(RULE);

        assertThat(Cases.rules(dir)).containsExactly(file());
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
