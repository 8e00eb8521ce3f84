package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.engine.view.RuleViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void a_file_of_several_rules_that_is_written_slowly_loses_none_of_them() throws IOException {
        String first = Trials.blocked("a", 1);
        String both = first + Trials.blocked("b", 1).substring(Trials.TOP.length());
        rulebook.save("a.drl", both, "jo", "");
        String next = both.replace("@threshold(1)", "@threshold(7)");
        int end = next.length() - "end\n".length();
        for (int length = 1; length < end; length += next.length() / 40) {
            Files.writeString(dir.resolve("a.drl"), next.substring(0, length));
            rulebook.refresh(Journal.none());

            assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(1L, 1L);
        }
        Files.writeString(dir.resolve("a.drl"), next);
        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(7L, 7L);
        assertThat(states()).containsExactly("a OK", "b OK");
        assertThat(one("select count(*) from rule_setting where rule = 'b'")).isEqualTo("2");
    }

    @Test
    void a_file_of_several_rules_that_is_half_copied_when_the_service_starts_loses_none_of_them()
            throws IOException {
        String first = Trials.blocked("a", 1);
        String both = first + Trials.blocked("b", 1).substring(Trials.TOP.length());
        rulebook.save("a.drl", both, "jo", "");
        String next = both.replace("@threshold(1)", "@threshold(7)");
        Files.writeString(dir.resolve("a.drl"), first.replace("@threshold(1)", "@threshold(7)"));

        Rulebook started = new Rulebook(dir, planted.store, Clock.systemUTC());
        started.refresh(Journal.none());
        assertThat(started.rules()).extracting(RuleInfo::threshold).containsExactly(1L, 1L);
        assertThat(one("select count(*) from rule_setting where valid_to is null")).isEqualTo("2");

        Files.writeString(dir.resolve("a.drl"), next);
        started.refresh(Journal.none());
        assertThat(started.rules()).extracting(RuleInfo::threshold).containsExactly(7L, 7L);
        assertThat(one("select count(distinct version) from rule_version")).isEqualTo("3");
    }

    @Test
    void a_file_that_had_several_rules_before_the_start_has_fewer_once_it_has_settled()
            throws IOException {
        String first = Trials.blocked("a", 1);
        rulebook.save(
                "a.drl", first + Trials.blocked("b", 1).substring(Trials.TOP.length()), "jo", "");
        Files.writeString(dir.resolve("a.drl"), first);
        Rulebook started = new Rulebook(dir, planted.store, Clock.systemUTC());
        started.refresh(Journal.none());
        assertThat(started.rules()).extracting(RuleInfo::name).containsExactly("a", "b");

        age("a.drl");
        started.refresh(Journal.none());

        assertThat(started.rules()).extracting(RuleInfo::name).containsExactly("a");
    }

    @Test
    void of_a_file_that_is_written_slowly_only_what_it_ends_as_is_kept() throws IOException {
        String next = Trials.blocked("b", 7);
        for (int length = 1; length < next.length(); length += next.length() / 7 + 1) {
            Files.writeString(dir.resolve("b.drl"), next.substring(0, length));
            rulebook.refresh(Journal.none());

            assertThat(states()).containsExactly("a OK", "b BROKEN");
            assertThat(one("select count(*) from rule_version where file = 'b.drl'"))
                    .isEqualTo("0");
        }
        Files.writeString(dir.resolve("b.drl"), next);
        rulebook.refresh(Journal.none());

        assertThat(states()).containsExactly("a OK", "b OK");
        assertThat(one("select text from rule_version where file = 'b.drl'")).isEqualTo(next);
    }

    @Test
    void a_broken_text_that_stays_as_it_is_is_kept_with_its_faults() throws IOException {
        String broken = Trials.rule("b", "", "$f : Flow()", "System.exit(0);");
        Files.writeString(dir.resolve("b.drl"), broken);
        rulebook.refresh(Journal.none());
        assertThat(one("select count(*) from rule_version where file = 'b.drl'")).isEqualTo("0");

        age("b.drl");
        rulebook.refresh(Journal.none());
        rulebook.refresh(Journal.none());

        assertThat(one("select text from rule_version where file = 'b.drl'")).isEqualTo(broken);
        assertThat(one("select count(*) from rule_save")).isEqualTo("0");
        assertThat(states()).containsExactly("a OK", "b BROKEN");
    }

    /** As if it had been written a while ago. */
    private void age(String file) throws IOException {
        Files.setLastModifiedTime(dir.resolve(file), FileTime.from(Instant.now().minusSeconds(5)));
    }

    @Test
    void a_rule_that_is_taken_out_of_a_file_is_gone_once_the_file_has_settled() throws IOException {
        String first = Trials.blocked("a", 1);
        rulebook.save(
                "a.drl", first + Trials.blocked("b", 1).substring(Trials.TOP.length()), "jo", "");
        Path beside = dir.resolve(".a.drl.copying");
        Files.writeString(beside, first);
        Files.move(beside, dir.resolve("a.drl"), StandardCopyOption.ATOMIC_MOVE);
        rulebook.refresh(Journal.none());
        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("a", "b");

        Files.setLastModifiedTime(
                dir.resolve("a.drl"), FileTime.from(Instant.now().minusSeconds(5)));
        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("a");
    }

    @Test
    void a_rule_that_is_taken_out_on_the_page_is_gone_at_once() {
        String first = Trials.blocked("a", 1);
        rulebook.save(
                "a.drl", first + Trials.blocked("b", 1).substring(Trials.TOP.length()), "jo", "");

        rulebook.save("a.drl", first, "jo", "");

        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("a");
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

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.drl", "a.drl", "/dev/null"})
    void a_link_in_a_files_place_that_leads_to_no_text_is_told_and_its_last_good_text_judges(
            String to) throws IOException {
        Files.delete(dir.resolve("a.drl"));
        Files.createSymbolicLink(dir.resolve("a.drl"), Path.of(to));

        rulebook.refresh(Journal.none());

        unread_but_judged_as_before();
    }

    @Test
    void a_file_that_is_no_text_any_more_is_told_and_its_last_good_text_judges()
            throws IOException {
        Files.write(dir.resolve("a.drl"), new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF});

        rulebook.refresh(Journal.none());

        unread_but_judged_as_before();
    }

    private void unread_but_judged_as_before() {
        assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(1L);
        assertThat(rulebook.states())
                .singleElement()
                .satisfies(
                        state -> {
                            assertThat(state.state()).isEqualTo("BROKEN");
                            assertThat(state.errors())
                                    .singleElement()
                                    .extracting(RuleError::message)
                                    .asString()
                                    .contains("cannot be read: ");
                        });
        Rulebook started = new Rulebook(dir, planted.store, Clock.systemUTC());
        started.refresh(Journal.none());
        assertThat(started.rules()).extracting(RuleInfo::threshold).containsExactly(1L);
    }

    @Test
    void a_folder_in_a_files_place_is_no_rule_file() throws IOException {
        Files.delete(dir.resolve("a.drl"));
        Files.createDirectory(dir.resolve("a.drl"));

        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).isEmpty();
    }

    @Test
    void a_file_that_goes_while_it_judges_is_judged_to_the_end_and_then_gone()
            throws InterruptedException {
        planted.pull(TEN, "OK").flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);
        AtomicInteger asked = new AtomicInteger();
        // Asked while the facts of a window are gathered, before a rule of it has fired.
        FirstSeen removes =
                (pceId, src, dst, port, proto) -> {
                    if (asked.getAndIncrement() == 0) {
                        remove("a.drl");
                        rulebook.refresh(Journal.none());
                        assertThat(rulebook.rules()).isEmpty();
                    }
                    return Long.MAX_VALUE;
                };
        Config.Judge bounds = new Config.Judge(500_000, Duration.ofSeconds(5));
        Judge judge = Trials.judge(planted, rulebook, bounds, removes);

        List<RuleResult> begun = judge.judge(1, "hq", TEN, true, Journal.none()).results();
        List<RuleResult> next = judge.judge(1, "hq", TEN, true, Journal.none()).results();

        assertThat(asked).hasPositiveValue();
        assertThat(begun)
                .singleElement()
                .satisfies(
                        result -> {
                            assertThat(result.error()).isNull();
                            assertThat(result.findings())
                                    .extracting(Found::subject)
                                    .containsExactly("10.0.0.1");
                        });
        assertThat(next).isEmpty();
        assertThat(rulebook.rules()).isEmpty();
    }

    private void remove(String file) {
        try {
            Files.delete(dir.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    void a_refused_text_that_another_saves_again_is_noted_with_who_it_was_and_why() {
        String escape = Trials.rule("b", "", "$f : Flow()", "System.exit(0);");
        rulebook.save("b.drl", escape, "eve", "curious");

        rulebook.save("b.drl", escape, "mallory", "try again");
        rulebook.save("b.drl", Trials.blocked("b", 1), "jo", "mend it");
        rulebook.save("b.drl", escape, "trent", "");

        RuleHistory history = new RuleViews(planted.store).history("b");
        assertThat(history.versions()).extracting(RuleHistory.Text::author).contains("eve", "jo");
        assertThat(history.saves(RuleText.versionOf(escape)))
                .extracting(save -> save.author() + ": " + save.reason())
                .containsExactly("trent: ", "mallory: try again");
        assertThat(one("select count(*) from history.rule_versions where rule = 'b'"))
                .isEqualTo("4");
    }

    @Test
    void a_restart_saves_nothing_again() {
        Rulebook next = new Rulebook(dir, planted.store, Clock.systemUTC());
        next.refresh(Journal.none());
        next.refresh(Journal.none());

        assertThat(one("select count(*) from rule_save")).isEqualTo("0");
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

    @Test
    void dots_in_names_are_names_and_a_backslash_is_told() {
        Trials.write(dir, "a..b.drl", Trials.blocked("dots", 1));
        Trials.write(dir, "x..y/c.drl", Trials.blocked("folder", 1));
        Trials.write(dir, "n\\o.drl", Trials.blocked("no", 1));
        Trials.write(dir, "z.drl", Trials.blocked("z", 1));

        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules())
                .extracting(RuleInfo::name)
                .containsExactly("a", "dots", "folder", "z");
        assertThat(rulebook.states())
                .flatExtracting(RuleState::errors)
                .extracting(RuleError::message)
                .singleElement()
                .satisfies(one -> assertThat(one).endsWith("its name has a backslash: rename it"));
    }

    @Test
    void a_text_that_the_store_did_not_take_is_kept_and_live_once_it_does() {
        String before = one("select count(*) from rule_version where rule = 'a'");
        planted.store
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "alter table rule_version add constraint no_more check (author <> 'jo')"));

        assertThatThrownBy(() -> rulebook.save("a.drl", Trials.blocked("a", 7), "jo", "a reason"))
                .hasMessageContaining("NO_MORE");
        planted.store
                .jdbi()
                .useHandle(h -> h.execute("alter table rule_version drop constraint no_more"));
        rulebook.refresh(Journal.none());

        assertThat(before).isEqualTo("1");
        assertThat(rulebook.rules()).extracting(RuleInfo::threshold).containsExactly(7L);
        assertThat(
                        one(
                                "select author || ' ' || reason from rule_version where rule = 'a' and"
                                        + " author = 'jo'"))
                .isEqualTo("jo a reason");
        assertThat(states()).containsExactly("a OK");
        assertThat(one("select version from rule_state where rule = 'a'"))
                .isEqualTo(rulebook.rules().get(0).version());
    }

    @Test
    void names_that_no_store_takes_and_signs_in_them_keep_no_other_from_judging()
            throws IOException {
        String folder = "f".repeat(200);
        Trials.write(dir, folder + "/" + "b".repeat(200) + ".drl", "rule");
        Trials.write(dir, folder + "/" + "c".repeat(200) + ".drl", Trials.blocked("c", 1));
        Trials.write(dir, "d\nRule file e.drl is live.drl", "rule");
        Trials.write(dir, "f\u001B[2J.drl", "rule");
        Trials.write(dir, "g.drl", Trials.blocked("g", 1));

        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("a", "g");
        assertThat(rulebook.states())
                .flatExtracting(RuleState::errors)
                .extracting(RuleError::message)
                .allMatch(message -> message.lines().count() == 1)
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).endsWith("letters: give it a shorter one"),
                        one -> assertThat(one).endsWith("letters: give it a shorter one"),
                        one -> assertThat(one).endsWith("that cannot be seen: rename it"),
                        one -> assertThat(one).endsWith("that cannot be seen: rename it"));
        assertThatThrownBy(() -> rulebook.save("h\n.drl", Trials.blocked("h", 1), "eve", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be seen: rename it");
    }

    @Test
    void texts_in_other_encodings_and_what_is_no_sign_are_told_and_not_kept() throws IOException {
        String sound = Trials.blocked("b", 1);
        Files.write(dir.resolve("b.drl"), sound.getBytes(StandardCharsets.UTF_16LE));
        Files.write(dir.resolve("c.drl"), ("// \u00e9\n" + sound).getBytes(ISO_8859_1));
        Files.writeString(dir.resolve("d.drl"), sound + "// \0");

        rulebook.refresh(Journal.none());
        List<RuleError> nul = rulebook.save("e.drl", sound + "// \0", "eve", "");
        List<RuleError> half = rulebook.save("f.drl", sound + "// \uD800", "eve", "");

        assertThat(states()).containsExactly("a OK", "b BROKEN", "c BROKEN", "d BROKEN");
        assertThat(rulebook.states())
                .flatExtracting(RuleState::errors)
                .extracting(RuleError::message)
                .allMatch(message -> message.startsWith("it cannot be read: "));
        assertThat(nul).singleElement().satisfies(e -> assertThat(e.word()).isEqualTo("U+0000"));
        assertThat(half).singleElement().satisfies(e -> assertThat(e.word()).isEqualTo("U+D800"));
        assertThat(one("select count(*) from rule_version where rule <> 'a'")).isEqualTo("0");
    }

    @Test
    void lines_that_end_as_on_windows_and_a_mark_before_the_first_are_taken() throws IOException {
        String sound = Trials.blocked("b", 3).replace("\n", "\r\n");
        Files.writeString(dir.resolve("b.drl"), "\uFEFF" + sound);

        rulebook.refresh(Journal.none());

        assertThat(states()).containsExactly("a OK", "b OK");
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
