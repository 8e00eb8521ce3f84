package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import illumiomonitor.engine.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to files happens to rules, and never to the rules beside them. */
class RuleFilesTest {

    @TempDir Path dir;
    private Planted planted;
    private Rulebook rulebook;

    @BeforeEach
    void open() {
        planted = new Planted();
        rulebook = new Rulebook(dir, planted.store, Clock.systemUTC());
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        rulebook.refresh(Journal.none());
    }

    @AfterEach
    void close() {
        planted.close();
    }

    @Test
    void a_file_that_is_written_slowly_judges_as_before_until_it_is_whole() throws IOException {
        String next = Trials.blocked("a", 7);
        for (int length = 0; length < next.length(); length += next.length() / 7 + 1) {
            Files.writeString(dir.resolve("a.drl"), next.substring(0, length));
            rulebook.refresh(Journal.none());

            assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(1L);
        }
        Files.writeString(dir.resolve("a.drl"), next);
        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(7L);
        assertThat(states()).containsExactly("a OK");
    }

    @Test
    void a_file_that_is_renamed_into_place_is_live_at_once() throws IOException {
        Path beside = dir.resolve(".a.drl.copying");
        Files.writeString(beside, Trials.blocked("a", 7));
        rulebook.refresh(Journal.none());
        assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(1L);

        Files.move(beside, dir.resolve("a.drl"), StandardCopyOption.ATOMIC_MOVE);
        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(7L);
    }

    @Test
    void a_file_that_may_not_be_read_is_told_and_its_last_good_text_judges() throws IOException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 7));
        Files.setPosixFilePermissions(
                dir.resolve("a.drl"), PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(dir.resolve("a.drl"))).as("root reads everything").isFalse();

        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(1L);
        assertThat(states()).containsExactly("a BROKEN");
    }

    @Test
    void a_file_that_goes_while_it_judges_is_judged_to_the_end_and_then_gone()
            throws IOException, InterruptedException {
        planted.pull(TEN, "OK").flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);
        Judge judge = Trials.judge(planted, rulebook);
        List<JudgedRule> begun = rulebook.asOf(TEN);
        Files.delete(dir.resolve("a.drl"));

        assertThat(begun.get(0).compiled().model().getRules()).hasSize(1);
        Judgement judgement = judge.judge(1, "hq", TEN, true, Journal.none());

        assertThat(judgement.results()).allSatisfy(r -> assertThat(r.error()).isNull());
        assertThat(rulebook.rules()).isEmpty();
    }

    @Test
    void five_hundred_files_are_read_and_only_the_broken_ones_are_left_out() {
        IntStream.range(0, 500)
                .forEach(
                        i ->
                                Trials.write(
                                        dir,
                                        "many/r" + i + ".drl",
                                        i % 50 == 0
                                                ? Trials.rule(
                                                        "r" + i,
                                                        "",
                                                        "$f : Flow()",
                                                        "System.exit(0);")
                                                : Trials.rule(
                                                        "r" + i,
                                                        "",
                                                        "$f : Flow( port == " + i + " )",
                                                        "findings.add($f.srcIp(), \"x\");")));

        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).hasSize(491);
        assertThat(rulebook.states()).filteredOn(s -> s.state().equals("BROKEN")).hasSize(10);
    }

    @Test
    void a_refused_text_is_kept_with_its_author_and_is_off_with_the_reason() {
        String escape = Trials.rule("b", "", "$f : Flow()", "System.exit(0);");

        List<RuleError> errors = rulebook.save("b.drl", escape, "eve", "curious");

        assertThat(errors).isNotEmpty();
        assertThat(one("select author || ' ' || reason from rule_version where file = 'b.drl'"))
                .isEqualTo("eve curious");
        assertThat(one("select text from rule_version where file = 'b.drl'")).isEqualTo(escape);
        assertThat(one("select mode || ' ' || state from rule_state where file = 'b.drl'"))
                .isEqualTo("OFF BROKEN");
        assertThat(one("select error from rule_state where file = 'b.drl'"))
                .contains("System.exit", "rule \"b\"");
        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("a");
    }

    @Test
    void a_refused_text_leaves_the_version_before_it_in_force() {
        rulebook.save("a.drl", Trials.rule("a", "", "$f : Flow()", "while (true) { }"), "eve", "");

        assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(1L);
        assertThat(one("select count(*) from rule_version where rule = 'a'")).isEqualTo("2");
        assertThat(states()).containsExactly("a BROKEN");
    }

    @Test
    void a_file_of_50_mb_is_refused_by_its_size_and_nothing_of_it_is_kept() throws IOException {
        Files.write(dir.resolve("huge.drl"), new byte[50 << 20]);

        rulebook.refresh(Journal.none());

        assertThat(states()).containsExactly("a OK", "huge BROKEN");
        assertThat(one("select error from rule_state where file = 'huge.drl'"))
                .contains("longer than");
        assertThat(one("select count(*) from rule_version where file = 'huge.drl'")).isEqualTo("0");
    }

    @Test
    void a_text_that_is_too_long_is_neither_written_nor_kept() {
        List<RuleError> errors = rulebook.save("long.drl", " ".repeat(200_000), "eve", "");

        assertThat(errors).extracting(RuleError::message).allMatch(m -> m.contains("longer than"));
        assertThat(dir.resolve("long.drl")).doesNotExist();
        assertThat(one("select count(*) from rule_version where file = 'long.drl'")).isEqualTo("0");
    }

    @Test
    void a_link_that_leads_out_is_not_followed(@TempDir Path outside) throws IOException {
        Trials.write(outside, "b.drl", Trials.blocked("b", 1));
        Files.createSymbolicLink(dir.resolve("b.drl"), outside.resolve("b.drl"));
        Files.createSymbolicLink(dir.resolve("out"), outside);

        rulebook.refresh(Journal.none());

        assertThat(states()).containsExactly("a OK", "b BROKEN");
        assertThat(one("select error from rule_state where file = 'b.drl'")).contains("leads out");
        assertThat(rulebook.text("out/b.drl")).isEmpty();
        assertThatThrownBy(() -> rulebook.save("out/c.drl", Trials.blocked("c", 1), "eve", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not in the rules folder");
        assertThat(outside.resolve("c.drl")).doesNotExist();
    }

    @Test
    void a_link_within_the_folder_and_one_that_leads_nowhere_hurt_no_other() throws IOException {
        Trials.write(dir, ".data/b.drl", Trials.blocked("b", 1));
        Files.createSymbolicLink(dir.resolve("b.drl"), Path.of(".data", "b.drl"));
        Files.createSymbolicLink(dir.resolve("c.drl"), Path.of("nowhere.drl"));
        Files.createSymbolicLink(dir.resolve("d.drl"), Path.of("/dev/zero"));
        Files.createDirectory(dir.resolve("e.drl"));

        rulebook.refresh(Journal.none());

        assertThat(states()).containsExactly("a OK", "b OK", "c BROKEN", "d BROKEN");
    }

    private List<String> states() {
        return rulebook.states().stream().map(s -> s.rule() + " " + s.state()).toList();
    }

    private String one(String sql) {
        return planted.store
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
