package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RulebookTest {

    @TempDir Path dir;
    private final Settable clock = new Settable();
    private Planted planted;
    private Rulebook rulebook;

    @BeforeEach
    void open() {
        planted = new Planted();
        rulebook = new Rulebook(dir, planted.store, clock);
    }

    @AfterEach
    void close() {
        planted.close();
    }

    private void rules(int many) {
        for (int n = 0; n < many; n++) {
            Trials.write(
                    dir,
                    "x/r" + n + ".drl",
                    """
                    package illumiomonitor.rules.x

                    import illumiomonitor.spi.*
                    global illumiomonitor.spi.Findings findings

                    rule "x/r%d"
                        @title("One")
                        @severity(HIGH)
                    when
                        $f : Flow( connections >= 7 )
                    then
                        findings.add($f.srcIp(), "%%s", $f.dstIp());
                    end
                    """
                            .formatted(n));
        }
    }

    /** What a log says, and whoever says it waits until it may go on. */
    private static final class Log implements Journal {

        private final List<String> lines = new ArrayList<>();
        private final CountDownLatch said = new CountDownLatch(1);
        private final CountDownLatch goOn;

        Log(int waits) {
            goOn = new CountDownLatch(waits);
        }

        @Override
        public void info(String line) {
            lines.add(line);
            said.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void warn(String line) {
            info(line);
        }

        @Override
        public void progress(String what, long done, long of) {}
    }

    @Test
    void few_rules_are_named_as_they_become_live_and_many_are_counted() {
        Log log = new Log(0);

        rules(2);
        rulebook.refresh(log);
        rules(14);
        rulebook.refresh(log);

        assertThat(log.lines).hasSize(3);
        assertThat(log.lines.get(0)).startsWith("Rule file x/r0.drl is live as ");
        assertThat(log.lines.get(2)).isEqualTo("12 rule files are live");
    }

    @Test
    @Timeout(60)
    void whoever_waits_while_another_takes_rules_in_hears_that_it_is_to_stop() throws Exception {
        Log log = new Log(1);
        rules(1);
        Thread taking = new Thread(() -> rulebook.refresh(log));
        taking.start();
        log.said.await();
        AtomicBoolean stopped = new AtomicBoolean();
        Thread waiting =
                new Thread(
                        () -> {
                            try {
                                rulebook.refreshUnlessStopped(Journal.none());
                            } catch (InterruptedException e) {
                                stopped.set(true);
                            }
                        });
        waiting.start();

        waiting.interrupt();
        waiting.join();

        assertThat(stopped).isTrue();
        assertThat(taking.isAlive()).isTrue();
        log.goOn.countDown();
        taking.join();
    }

    @Test
    void a_header_is_read_with_its_defaults() {
        Trials.write(
                dir,
                "x/a.drl",
                """
                package illumiomonitor.rules.x

                import illumiomonitor.spi.*
                global illumiomonitor.spi.Findings findings

                /*
                 * Sees    this
                 * Then    that
                 */
                rule "x/a"
                    @title("One, \\"two\\"")
                    @severity(HIGH)
                    @attack("T1021.002", "T1046")
                    @threshold(25) @unit("things")
                when
                    Threshold( rule == "x/a", $max : value )
                    $f : Flow( connections >= $max )
                then
                    findings.add($f.srcIp(), "%s", $f.dstIp());
                end
                """);

        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules())
                .singleElement()
                .satisfies(
                        rule -> {
                            assertThat(rule.name()).isEqualTo("x/a");
                            assertThat(rule.title()).isEqualTo("One, \"two\"");
                            assertThat(rule.attack()).containsExactly("T1021.002", "T1046");
                            assertThat(rule.window()).isEqualTo(Duration.ofMinutes(10));
                            assertThat(rule.cooldown()).isEqualTo(Duration.ofHours(1));
                            assertThat(rule.quiet()).isEqualTo(Duration.ofMinutes(30));
                            assertThat(rule.mode()).isEqualTo("LIVE");
                            assertThat(rule.threshold()).isEqualTo(25);
                            assertThat(rule.unit()).isEqualTo("things");
                            assertThat(rule.comment()).isEqualTo("Sees    this\nThen    that");
                            assertThat(rule.file()).isEqualTo("x/a.drl");
                        });
    }

    @Test
    void a_broken_file_keeps_the_version_that_judged() {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        Trials.write(dir, "b.drl", Trials.blocked("b", 5));
        rulebook.refresh(Journal.none());
        String good = rulebook.rules().get(0).version();

        Trials.write(dir, "a.drl", Trials.blocked("a", 5).replace("srcIp", "srcIpp"));
        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("a", "b");
        assertThat(rulebook.rules().get(0).version()).isEqualTo(good);
        assertThat(row("a", "state")).isEqualTo("BROKEN");
        assertThat(row("a", "version")).isEqualTo(good);
        assertThat(row("a", "line")).isEqualTo("7");
        assertThat(row("b", "state")).isEqualTo("OK");
    }

    @Test
    void a_broken_file_keeps_its_last_good_version_across_a_restart() {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        rulebook.refresh(Journal.none());
        Trials.write(dir, "a.drl", "rule");
        rulebook.refresh(Journal.none());

        Rulebook restarted = new Rulebook(dir, planted.store, clock);
        restarted.refresh(Journal.none());

        assertThat(restarted.rules()).extracting(RuleInfo::name).containsExactly("a");
        assertThat(restarted.states())
                .singleElement()
                .satisfies(state -> assertThat(state.state()).isEqualTo("BROKEN"));
        Trials.write(dir, "a.drl", Trials.blocked("a", 6));
        restarted.refresh(Journal.none());
        assertThat(restarted.rules().get(0).threshold()).isEqualTo(6);
        assertThat(row("a", "state")).isEqualTo("OK");
    }

    @Test
    void only_the_changed_file_is_compiled_again() {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        Trials.write(dir, "b.drl", Trials.blocked("b", 5));
        rulebook.refresh(Journal.none());
        CompiledRules before = compiled("b");

        Trials.write(dir, "a.drl", Trials.blocked("a", 6));
        rulebook.refresh(Journal.none());

        assertThat(compiled("b")).isSameAs(before);
        assertThat(rulebook.rules().get(0).threshold()).isEqualTo(6);
    }

    @Test
    void a_file_that_goes_takes_its_rules_along() throws IOException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        rulebook.refresh(Journal.none());

        Files.delete(dir.resolve("a.drl"));
        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).isEmpty();
        assertThat(row("a", "state")).isEqualTo("GONE");
    }

    @Test
    void a_renamed_file_brings_its_rule_along() throws IOException {
        Trials.write(dir, "b.drl", Trials.blocked("a", 5));
        rulebook.refresh(Journal.none());
        rulebook.switches().setThreshold("a", 9L, "me");

        Files.move(dir.resolve("b.drl"), dir.resolve("a.drl"));
        rulebook.refresh(Journal.none());

        assertThat(rulebook.states())
                .singleElement()
                .satisfies(state -> assertThat(state.file()).isEqualTo("a.drl"));
        assertThat(rulebook.rules().get(0).threshold()).isEqualTo(9);
    }

    @Test
    void a_rules_name_is_its_own_and_the_complaint_names_both_files() {
        Trials.write(dir, "b.drl", Trials.blocked("same", 5));
        rulebook.refresh(Journal.none());
        Trials.write(dir, "a.drl", Trials.blocked("same", 6));
        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).extracting(RuleInfo::file).containsExactly("b.drl");
        assertThat(rulebook.states())
                .filteredOn(state -> state.file().equals("a.drl"))
                .singleElement()
                .satisfies(
                        state ->
                                assertThat(state.errors().get(0).message())
                                        .contains("a.drl", "b.drl"));
    }

    @Test
    void a_text_that_takes_the_name_of_another_files_rule_is_not_written() throws IOException {
        Trials.write(dir, "b.drl", Trials.blocked("same", 5));
        Trials.write(dir, "c.drl", Trials.blocked("c", 5));
        String before = Files.readString(dir.resolve("c.drl"));

        List<RuleError> second = rulebook.save("a.drl", Trials.blocked("same", 6), "jo", "");
        List<RuleError> over = rulebook.save("c.drl", Trials.blocked("same", 7), "jo", "");

        assertThat(second).singleElement().satisfies(RulebookTest::namesBoth);
        assertThat(over).hasSize(1);
        assertThat(dir.resolve("a.drl")).doesNotExist();
        assertThat(Files.readString(dir.resolve("c.drl"))).isEqualTo(before);
        assertThat(rulebook.states()).extracting(RuleState::state).containsOnly("OK");
        assertThat(rulebook.save("b.drl", Trials.blocked("same", 8), "jo", "")).isEmpty();
    }

    private static void namesBoth(RuleError error) {
        assertThat(error.message()).contains("a.drl", "b.drl");
    }

    @Test
    void an_unreadable_file_is_told_and_the_others_judge() throws IOException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        Files.write(dir.resolve("b.drl"), new byte[] {(byte) 0xff, (byte) 0xfe, 0x41});
        Trials.write(dir, "empty.drl", "");

        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("a");
        assertThat(rulebook.states())
                .extracting(RuleState::rule, RuleState::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "OK"),
                        org.assertj.core.groups.Tuple.tuple("b", "BROKEN"),
                        org.assertj.core.groups.Tuple.tuple("empty", "BROKEN"));
    }

    @Test
    void a_folder_that_is_away_leaves_the_rules_as_they_were() throws IOException {
        Trials.write(dir, "rules/a.drl", Trials.blocked("a", 5));
        Rulebook elsewhere = new Rulebook(dir.resolve("rules"), planted.store, clock);
        elsewhere.refresh(Journal.none());

        Files.move(dir.resolve("rules"), dir.resolve("away"));
        elsewhere.refresh(Journal.none());

        assertThat(elsewhere.rules()).hasSize(1);
    }

    @Test
    void a_saved_text_is_live_and_remembered_with_its_author() throws IOException {
        List<RuleError> errors = rulebook.save("x/a.drl", Trials.blocked("a", 5), "jo", "new");

        assertThat(errors).isEmpty();
        assertThat(Files.readString(dir.resolve("x/a.drl"))).contains("rule \"a\"");
        assertThat(rulebook.rules()).hasSize(1);
        assertThat(one("select author || ' ' || reason from rule_version")).isEqualTo("jo new");
        assertThat(rulebook.save("x/a.drl", "rule \"a\" when", "jo", "oops"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.line()).isPositive());
        assertThat(rulebook.rules()).hasSize(1);
        assertThat(rulebook.text("x/a.drl")).contains("rule \"a\" when");
    }

    @Test
    void a_file_name_cannot_lead_out_of_the_folder() {
        for (String name :
                List.of(
                        "../a.drl",
                        "/etc/a.drl",
                        "x/../../a.drl",
                        "a.txt",
                        ".a.drl",
                        "",
                        "a\\b.drl")) {
            assertThatThrownBy(() -> rulebook.save(name, "", "me", ""))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_past_tick_is_judged_by_what_was_in_force_at_it() {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        rulebook.refresh(Journal.none());
        clock.pass(Duration.ofMinutes(10));
        rulebook.switches().setThreshold("a", 7L, "me");
        clock.pass(Duration.ofMinutes(10));
        rulebook.switches().setMode("a", "OFF", "me", "holiday");
        clock.pass(Duration.ofMinutes(10));
        rulebook.save("a.drl", Trials.blocked("a", 9), "me", "");

        assertThat(thresholdsAt(TEN)).containsExactly(5L);
        assertThat(thresholdsAt(TEN.plusSeconds(599))).containsExactly(5L);
        assertThat(thresholdsAt(TEN.plusSeconds(600))).containsExactly(7L);
        assertThat(rulebook.inForce().at(TEN.plusSeconds(1200)).get(0).off()).isTrue();
        assertThat(rulebook.inForce().at(TEN.plusSeconds(1800)).get(0).off()).isTrue();
        assertThat(rulebook.inForce().at(TEN.plusSeconds(1800)).get(0).info().version())
                .isNotEqualTo(rulebook.inForce().at(TEN).get(0).info().version());
    }

    @Test
    void before_the_first_rule_was_taken_in_what_holds_now_held() {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        rulebook.refresh(Journal.none());
        clock.pass(Duration.ofMinutes(10));
        rulebook.switches().setThreshold("a", 7L, "me");

        assertThat(thresholdsAt(TEN.minusSeconds(3600))).containsExactly(7L);
    }

    @Test
    void a_rule_that_came_later_did_not_hold_before() {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        rulebook.refresh(Journal.none());
        clock.pass(Duration.ofMinutes(10));
        Trials.write(dir, "b.drl", Trials.blocked("b", 6));
        rulebook.refresh(Journal.none());

        assertThat(thresholdsAt(TEN.plusSeconds(60))).containsExactly(5L);
        assertThat(thresholdsAt(TEN.plusSeconds(600))).containsExactly(5L, 6L);
    }

    @Test
    void two_hundred_rules_compile_and_one_that_is_saved_among_them_is_compiled_alone() {
        for (int i = 0; i < 200; i++) {
            Trials.write(dir, "r" + i + ".drl", Trials.blocked("r" + i, i + 1));
        }
        Trials.write(
                dir,
                "bad1.drl",
                Trials.rule("bad1", "", "Flow( port == \"abc\" )", "findings.add(\"a\", \"b\");"));
        Trials.write(
                dir,
                "bad2.drl",
                Trials.rule("bad2", "", "$f : Flow()", "findings.ad($f.srcIp(), \"b\");"));

        rulebook.refresh(Journal.none());

        assertThat(rulebook.rules()).hasSize(200);
        assertThat(rulebook.states()).filteredOn(s -> s.state().equals("BROKEN")).hasSize(2);
        Map<String, CompiledRules> before = compiled();

        rulebook.save("r7.drl", Trials.blocked("r7", 1000), "jo", "");

        Map<String, CompiledRules> after = compiled();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet())
                .filteredOn(rule -> after.get(rule) != before.get(rule))
                .containsExactly("r7");
    }

    @Test
    void the_same_rulebook_opens_again_without_new_settings() {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        rulebook.refresh(Journal.none());
        clock.pass(Duration.ofHours(1));
        new Rulebook(dir, planted.store, clock).refresh(Journal.none());

        assertThat(one("select count(*) from rule_setting")).isEqualTo("1");
    }

    private List<Long> thresholdsAt(Instant tick) {
        List<Long> thresholds = new ArrayList<>();
        rulebook.inForce().at(tick).forEach(rule -> thresholds.add(rule.info().threshold()));
        return thresholds;
    }

    private Map<String, CompiledRules> compiled() {
        return rulebook.present().stream()
                .collect(Collectors.toMap(rule -> rule.info().name(), JudgedRule::compiled));
    }

    private CompiledRules compiled(String rule) {
        return rulebook.inForce().at(TEN.plusSeconds(9999)).stream()
                .filter(one -> one.info().name().equals(rule))
                .findFirst()
                .orElseThrow()
                .compiled();
    }

    private String row(String rule, String column) {
        return one("select " + column + " from rule_state where rule = '" + rule + "'");
    }

    private String one(String sql) {
        return planted.store
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    /** Stands at ten o'clock until it is told. */
    private static final class Settable extends Clock {
        private Instant now = TEN;

        void pass(Duration some) {
            now = now.plus(some);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
