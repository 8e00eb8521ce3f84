package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleState;
import illumiomonitor.engine.rule.Rulebook;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.engine.view.RuleLine;
import illumiomonitor.engine.view.RuleOverride;
import illumiomonitor.engine.view.RuleViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that does not do what its cases say does not judge live, however its text came. */
class LiveGateTest {

    private static final String RULE = "own/smb";
    private static final String TEXT =
            """
            package illumiomonitor.rules.own
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings

            rule "own/smb"
                @title("SMB blocked") @severity(LOW) @window("10m") @threshold(5) @unit("blocked connections")
            when
                Threshold( rule == "own/smb", $max : value )
                $flow : Flow( port == 445, decision == Decision.BLOCKED, connections >= $max )
            then
                findings.add( $flow.srcIp(), "%s blocked", $flow.connections() );
            end
            """;
    private static final String LOUD = TEXT.replace("@threshold(5)", "@threshold(4)");
    private static final String CASES =
            """
            rule: own/smb
            cases:
              - {name: fires at five, flows: [{srcIp: 10.0.0.5, connections: 5}], finds: [5 blocked]}
              - {name: stays quiet at four, flows: [{srcIp: 10.0.0.5, connections: 4}], finds: []}
            flow: {port: 445, decision: BLOCKED}
            """;
    private static final String LOUD_CASES = CASES.replace("finds: []", "finds: [4 blocked]");

    @TempDir Path dir;

    private final Clock clock = Clock.systemUTC();
    private final List<String> told = new ArrayList<>();
    private Store store;
    private Rulebook rulebook;

    @BeforeEach
    void open() {
        store = Store.open("jdbc:h2:mem:" + UUID.randomUUID());
        rulebook = new Rulebook(dir, store, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private RuleState drop(String text, String cases) {
        try {
            Files.createDirectories(dir.resolve("own"));
            Files.writeString(dir.resolve("own/smb.yaml"), cases);
            Files.writeString(dir.resolve("own/smb.drl"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return look();
    }

    private RuleState look() {
        told.clear();
        rulebook.refresh(
                new Journal() {
                    @Override
                    public void info(String line) {
                        told.add(line);
                    }

                    @Override
                    public void warn(String line) {
                        told.add("! " + line);
                    }

                    @Override
                    public void progress(String what, long done, long of) {}
                });
        return rulebook.states().get(0);
    }

    private String judging() {
        return rulebook.rules().isEmpty() ? "nothing" : rulebook.rules().get(0).version();
    }

    private RuleHistory history() {
        return new RuleViews(store).history(RULE);
    }

    /** A row that none of the rows is: what nobody thought of is another file's business. */
    @Test
    void cases_and_texts_that_nobody_can_read_keep_no_other_file_from_judging() {
        for (int i = 0; i < 5; i++) {
            write("good-%d.drl".formatted(i), good("good/" + i));
        }
        write("bad.drl", good("bad").replace("\"%s\"", "\"%99999999999$s\""));
        drop(TEXT, CASES.replaceFirst("flows: \\[", "flows: [~, "));

        assertThat(states()).contains("own/smb.drl FAILING");
        assertThat(states()).contains("good-0.drl OK", "good-4.drl OK", "bad.drl BROKEN");
        rulebook = new Rulebook(dir, store, clock);
        look();
        assertThat(rulebook.rules()).extracting(RuleInfo::name).contains("good/0", "good/4");
    }

    private static String good(String name) {
        return TEXT.replace(RULE, name)
                .replaceFirst("findings\\.add\\([^;]*;", "findings.add(\"a\", \"%s\", 1);");
    }

    private void write(String file, String text) {
        try {
            Files.writeString(dir.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> states() {
        return rulebook.states().stream().map(one -> one.file() + " " + one.state()).toList();
    }

    @Test
    void cases_without_number_are_not_tried_and_say_so() {
        String many =
                "rule: own/smb\ncases:\n"
                        + "  - {name: quiet, flows: [], finds: []}\n".repeat(20_000);

        RuleState state = drop(TEXT, many);

        assertThat(state.state()).isEqualTo("FAILING");
        assertThat(state.errors().get(0).message())
                .contains("there are 20000 cases, more than the 500 that a tick can wait for");
    }

    @Test
    void a_rule_that_was_renamed_does_not_go_live_before_its_cases_are() {
        drop(TEXT, CASES);

        drop(TEXT.replace(RULE, "own/smb2"), CASES);

        assertThat(states()).contains("own/smb.drl FAILING");
        assertThat(rulebook.rules()).extracting(RuleInfo::name).doesNotContain("own/smb2");
        assertThat(told)
                .anyMatch(
                        line ->
                                line.contains(
                                        "own/smb.drl has no rule \"own/smb\"; it has own/smb2"));

        drop(TEXT.replace(RULE, "own/smb2"), CASES.replace(RULE, "own/smb2"));

        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("own/smb2");
    }

    @Test
    void a_dropped_text_that_fails_a_case_leaves_the_version_before_live_and_names_the_case() {
        drop(TEXT, CASES);
        String sound = judging();

        RuleState state = drop(LOUD, CASES);

        assertThat(state.state()).isEqualTo("FAILING");
        assertThat(state.errors().get(0).toString())
                .startsWith(
                        "own/smb.drl:5:7: its case \"stays quiet at four\" fails: should find []");
        assertThat(judging()).isEqualTo(sound);
        assertThat(told).singleElement().asString().startsWith("! ").endsWith(sound + " goes on");
        assertThat(history().versions()).hasSize(2);
        RuleLine line = new RuleViews(store).rule(RULE).orElseThrow();
        assertThat(line.state()).isEqualTo("FAILING");
        assertThat(line.error()).contains("\"stays quiet at four\"");
    }

    @Test
    void a_new_rule_that_fails_a_case_is_kept_as_a_text_and_judges_nothing() {
        RuleState state = drop(LOUD, CASES);

        assertThat(state.rule()).isEqualTo(RULE);
        assertThat(state.state()).isEqualTo("FAILING");
        assertThat(state.info()).isNull();
        assertThat(rulebook.rules()).isEmpty();
        assertThat(history().versions())
                .singleElement()
                .satisfies(text -> assertThat(text.judgedFrom()).isNull());
    }

    @Test
    void a_new_rule_that_fails_may_be_tried_in_shadow_and_goes_live_once_its_case_is_right() {
        drop(LOUD, CASES);

        rulebook.switches().setMode(RULE, "SHADOW", "ada", "to look at it");

        assertThat(rulebook.rules().get(0).mode()).isEqualTo("SHADOW");
        assertThat(rulebook.states().get(0).state()).isEqualTo("OK");
        assertThatThrownBy(() -> rulebook.switches().setMode(RULE, "LIVE", "ada", ""))
                .hasMessageStartingWith(
                        "rule own/smb stays SHADOW: its case \"stays quiet at four\" fails");
        assertThatThrownBy(() -> rulebook.switches().setMode(RULE, "HEADER", "ada", ""))
                .hasMessageContaining("stays SHADOW");
        drop(LOUD, LOUD_CASES);
        rulebook.switches().setMode(RULE, "LIVE", "ada", "");

        assertThat(rulebook.rules().get(0).mode()).isEqualTo("LIVE");
    }

    @Test
    void a_text_that_waits_takes_over_when_its_cases_are_put_right() {
        drop(TEXT, CASES);
        String sound = judging();
        drop(LOUD, CASES);

        RuleState state = drop(LOUD, LOUD_CASES);

        assertThat(state.state()).isEqualTo("OK");
        assertThat(judging()).isNotEqualTo(sound);
        assertThat(told).containsExactly("Rule file own/smb.drl does again what its cases say");
    }

    @Test
    void cases_that_are_changed_alone_leave_the_rule_live_and_it_says_that_they_fail() {
        drop(TEXT, CASES);
        String sound = judging();

        RuleState state = drop(TEXT, LOUD_CASES);

        assertThat(state.state()).isEqualTo("FAILING");
        assertThat(state.errors().get(0).message()).contains("\"stays quiet at four\" fails");
        assertThat(judging()).isEqualTo(sound);
        assertThat(rulebook.rules().get(0).mode()).isEqualTo("LIVE");
        assertThat(drop(TEXT, CASES).state()).isEqualTo("OK");
    }

    @Test
    void a_case_file_that_cannot_be_read_holds_a_new_text_too() {
        RuleState state = drop(TEXT, CASES.replace("finds: []", "finds: ["));

        assertThat(state.state()).isEqualTo("FAILING");
        assertThat(state.errors().get(0).message()).startsWith("own/smb.yaml: line ");
    }

    @Test
    void an_override_with_its_reason_is_kept_and_holds_for_that_text_only() {
        drop(TEXT, CASES);
        drop(LOUD, CASES);

        assertThatThrownBy(() -> rulebook.switches().setMode(RULE, "LIVE", "ada", "agreed"))
                .hasMessageStartingWith("the newest text of rule own/smb does not go live");
        assertThatThrownBy(() -> rulebook.switches().setMode(RULE, "LIVE", "ada", " ", true))
                .hasMessageStartingWith("a reason is needed");
        rulebook.switches().setMode(RULE, "LIVE", "ada", "agreed with bob", true);

        String loud = judging();
        assertThat(rulebook.states().get(0).state()).isEqualTo("OK");
        assertThat(history().changes().get(0))
                .satisfies(
                        change -> {
                            assertThat(change.version()).isEqualTo(loud);
                            assertThat(change.who()).isEqualTo("ada");
                            assertThat(change.reason())
                                    .isEqualTo(
                                            "override, case \"stays quiet at four\" fails: agreed"
                                                    + " with bob");
                        });
        rulebook = new Rulebook(dir, store, clock);
        assertThat(look().state()).as("after a restart").isEqualTo("OK");
        RuleState louder = drop(LOUD.replace("(4)", "(3)"), CASES);
        assertThat(louder.state()).isEqualTo("FAILING");
        assertThat(judging()).isEqualTo(loud);
    }

    @Test
    void an_override_holds_for_the_cases_that_it_was_said_of_only() {
        drop(TEXT, CASES);
        drop(LOUD, CASES);
        rulebook.switches().setMode(RULE, "LIVE", "ada", "agreed", true);
        rulebook.switches().setThreshold(RULE, 7L, "ada");
        assertThat(look().state()).isEqualTo("OK");
        assertThat(override().why()).isEqualTo("agreed");
        assertThat(override().failing()).isEqualTo("stays quiet at four");

        RuleState other = drop(LOUD, CASES.replace("at four", "at four still"));

        assertThat(other.state()).isEqualTo("FAILING");
        assertThatThrownBy(() -> rulebook.switches().setMode(RULE, "LIVE", "ada", "again"))
                .hasMessageContaining("stays quiet at four still");
    }

    @Test
    void an_override_that_is_taken_back_lets_the_text_before_judge_again() {
        drop(TEXT, CASES);
        String sound = judging();
        drop(LOUD, CASES);
        rulebook.switches().setMode(RULE, "LIVE", "ada", "agreed", true);
        assertThatThrownBy(() -> rulebook.switches().withdrawOverride(RULE, "bob", " "))
                .hasMessageStartingWith("a reason is needed");

        rulebook.switches().withdrawOverride(RULE, "bob", "too loud");

        assertThat(judging()).isEqualTo(sound);
        assertThat(rulebook.states().get(0).state()).isEqualTo("FAILING");
        assertThat(new RuleViews(store).overrides()).isEmpty();
        assertThat(history().changes().get(0))
                .satisfies(
                        change -> {
                            assertThat(change.version()).isEqualTo(sound);
                            assertThat(change.who()).isEqualTo("bob");
                            assertThat(change.reason()).isEqualTo("override taken back: too loud");
                        });
        rulebook = new Rulebook(dir, store, clock);
        assertThat(look().state()).as("after a restart").isEqualTo("FAILING");
        assertThat(judging()).isEqualTo(sound);
        assertThatThrownBy(() -> rulebook.switches().withdrawOverride(RULE, "bob", "twice"))
                .hasMessage("rule own/smb has no override");
    }

    @Test
    void a_rule_that_only_an_override_let_judge_is_in_shadow_when_it_is_taken_back() {
        drop(LOUD, CASES);
        assertThat(judging()).isEqualTo("nothing");
        rulebook.switches().setMode(RULE, "LIVE", "ada", "agreed", true);

        rulebook.switches().withdrawOverride(RULE, "bob", "too loud");

        assertThat(rulebook.rules().get(0).mode()).isEqualTo("SHADOW");
        assertThatThrownBy(() -> rulebook.switches().setMode(RULE, "LIVE", "ada", "again"))
                .hasMessageContaining("stays quiet at four");
    }

    @Test
    void an_override_ends_when_the_rule_leaves_live() {
        drop(TEXT, CASES);
        drop(LOUD, CASES);
        rulebook.switches().setMode(RULE, "LIVE", "ada", "agreed", true);

        rulebook.switches().setMode(RULE, "SHADOW", "ada", "for now");

        assertThatThrownBy(() -> rulebook.switches().setMode(RULE, "LIVE", "ada", "again"))
                .hasMessageContaining("stays quiet at four");
    }

    private RuleOverride override() {
        return new RuleViews(store).rule(RULE).orElseThrow().override();
    }

    @Test
    void a_restart_keeps_the_version_that_judged_while_the_newest_text_fails() {
        drop(TEXT, CASES);
        String sound = judging();
        drop(LOUD, CASES);

        rulebook = new Rulebook(dir, store, clock);

        assertThat(look().state()).isEqualTo("FAILING");
        assertThat(judging()).isEqualTo(sound);
    }

    @Test
    void a_text_that_an_earlier_process_held_judges_from_when_it_is_let_through() throws Exception {
        drop(TEXT, CASES);
        drop(LOUD, CASES);
        Instant held = clock.instant();

        rulebook = new Rulebook(dir, store, clock);
        Files.writeString(dir.resolve("own/smb.yaml"), LOUD_CASES);

        assertThat(look().state()).isEqualTo("OK");
        assertThat(since(judging())).isAfterOrEqualTo(held);
    }

    private Instant since(String version) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select valid_from from rule_setting where version = ?")
                                        .bind(0, version)
                                        .mapTo(Instant.class)
                                        .one());
    }

    @Test
    void a_rule_whose_cases_came_to_fail_while_nobody_looked_goes_on_and_says_so() {
        drop(TEXT, CASES);
        String sound = judging();

        rulebook = new Rulebook(dir, store, clock);
        RuleState state = drop(TEXT, LOUD_CASES);

        assertThat(state.state()).isEqualTo("FAILING");
        assertThat(judging()).isEqualTo(sound);
    }

    @Test
    void rules_in_shadow_or_without_cases_are_not_held() throws Exception {
        drop(LOUD.replace("@window", "@mode(shadow) @window"), CASES);
        assertThat(rulebook.states().get(0).state()).isEqualTo("OK");

        drop(LOUD, CASES);
        assertThat(rulebook.states().get(0).state()).isEqualTo("FAILING");
        Files.delete(dir.resolve("own/smb.yaml"));

        assertThat(look().state()).isEqualTo("OK");
        assertThat(rulebook.rules().get(0).mode()).isEqualTo("LIVE");
    }

    @Test
    void a_text_can_be_asked_about_before_it_is_written() {
        drop(TEXT, CASES);

        assertThat(rulebook.held("own/smb.drl", LOUD)).isPresent();
        assertThat(rulebook.held("own/smb.drl", TEXT.replace("SMB", "Much SMB"))).isEmpty();
        assertThat(rulebook.held("own/other.drl", LOUD)).isEmpty();
        assertThat(rulebook.save("own/smb.drl", LOUD, "ada", "louder"))
                .singleElement()
                .satisfies(error -> assertThat(error.word()).isEqualTo(RULE));
    }

    @Test
    void cases_of_many_files_hold_up_one_look_for_so_long_only() throws Exception {
        AtomicLong minutes = new AtomicLong();
        Clock slow =
                new Clock() {
                    @Override
                    public Instant instant() {
                        return clock.instant().plus(Duration.ofMinutes(minutes.getAndIncrement()));
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                };
        rulebook = new Rulebook(dir, store, slow);
        Files.createDirectories(dir.resolve("own"));
        for (int n = 1; n <= 6; n++) {
            String rule = "own/smb" + n;
            Files.writeString(dir.resolve(rule + ".drl"), TEXT.replace(RULE, rule));
            Files.writeString(dir.resolve(rule + ".yaml"), CASES.replace(RULE, rule));
        }

        look();
        int first = rulebook.rules().size();
        assertThat(rulebook.states())
                .anySatisfy(
                        state ->
                                assertThat(state.errors().toString())
                                        .contains("its own are tried at the next look"));
        for (int n = 0; n < 6; n++) {
            look();
        }

        assertThat(first).isBetween(1, 5);
        assertThat(rulebook.rules()).hasSize(6);
    }
}
