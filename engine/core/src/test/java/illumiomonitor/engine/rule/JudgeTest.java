package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {

    private static final Clock CLOCK = Clock.fixed(TEN.plusSeconds(3600), ZoneOffset.UTC);

    @TempDir Path dir;
    private Planted planted;
    private Rulebook rulebook;

    @BeforeEach
    void open() {
        planted = new Planted();
        rulebook = new Rulebook(dir, planted.store, CLOCK);
    }

    @AfterEach
    void close() {
        planted.close();
    }

    @Test
    void a_threshold_is_met_at_it_and_not_below_it() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 5));
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.0.9", 22).grew(4, TEN);
        planted.flow("10.0.0.2", "10.0.0.9", 22).grew(5, TEN);

        assertThat(subjects(judge(TEN))).containsExactly("10.0.0.2");
    }

    @Test
    void a_window_begins_after_its_start_and_includes_its_end() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN.minus(Duration.ofMinutes(10)));
        planted.flow("10.0.0.2", "10.0.0.9", 22)
                .grew(1, TEN.minus(Duration.ofMinutes(10)).plusNanos(1000));
        planted.flow("10.0.0.3", "10.0.0.9", 22).grew(1, TEN);
        planted.pull(TEN.plusSeconds(300), "OK");
        planted.flow("10.0.0.4", "10.0.0.9", 22).grew(1, TEN.plusNanos(1000));

        assertThat(subjects(judge(TEN))).containsExactlyInAnyOrder("10.0.0.2", "10.0.0.3");
    }

    @Test
    void rows_of_a_pull_that_did_not_commit_are_not_there() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        planted.pull(TEN, "OPEN").flow("10.0.0.1", "10.0.0.9", 22).grew(9, TEN);
        planted.pull(TEN, "FAILED").flow("10.0.0.2", "10.0.0.9", 22).grew(9, TEN);
        planted.pull(TEN, "PARTIAL").flow("10.0.0.3", "10.0.0.9", 22).grew(9, TEN);

        assertThat(subjects(judge(TEN))).containsExactly("10.0.0.3");
    }

    @Test
    void a_connection_that_both_sides_reported_counts_once() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 2));
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);
        Planted.Row twin = planted.flow("10.0.0.1", "10.0.0.9", 22).outbound().grew(1, TEN);
        planted.flow("10.0.0.2", "10.0.0.9", 22).grew(1, TEN);
        planted.flow("10.0.0.2", "10.0.0.9", 22).outbound().notCounted().grew(1, TEN);

        assertThat(subjects(judge(TEN))).containsExactly("10.0.0.1");
        planted.uncount(twin.id());
        assertThat(subjects(judge(TEN))).isEmpty();
    }

    @Test
    void increments_of_one_flow_are_summed_and_the_newest_is_told() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 7));
        planted.pull(TEN.minusSeconds(300), "OK");
        Planted.Row row = planted.flow("10.0.0.1", "10.0.0.9", 22);
        row.grew(3, 100, TEN.minusSeconds(360), TEN.minusSeconds(300));
        planted.pull(TEN, "OK");
        row.grew(4, 100, TEN.minusSeconds(240), TEN);

        Found found = findings(judge(TEN)).get(0);
        assertThat(found.summary()).isEqualTo("10.0.0.1: 7");
        assertThat(found.happenedAt()).isEqualTo(TEN);
        assertThat(found.proofs())
                .filteredOn(proof -> proof.kind().equals("FLOW"))
                .singleElement()
                .satisfies(
                        proof -> {
                            assertThat(proof.flowId()).isEqualTo(row.id());
                            assertThat(proof.name()).contains("22/tcp", "blocked");
                            assertThat(proof.value())
                                    .contains(
                                            "counted 7 in 09:50-10:00",
                                            "total for this UTC day so far: 7",
                                            "grew since 09:56");
                        });
        assertThat(found.proofs())
                .anySatisfy(proof -> assertThat(proof.value()).isEqualTo("7 blocked connections"));
    }

    @Test
    void a_span_longer_than_the_window_is_shared_out() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.0.9", 22).grew(60, 0, TEN.minus(Duration.ofHours(1)), TEN);
        planted.flow("10.0.0.2", "10.0.0.9", 22)
                .grew(60, 0, TEN.minus(Duration.ofMinutes(30)), TEN);

        assertThat(findings(judge(TEN)))
                .extracting(Found::summary)
                .containsExactlyInAnyOrder("10.0.0.1: 10", "10.0.0.2: 60");
        assertThat(findings(judge(TEN.minusSeconds(600))))
                .extracting(Found::summary)
                .containsExactly("10.0.0.1: 10");
    }

    @Test
    void open_connections_repeat_their_reports_and_are_not_counted() throws InterruptedException {
        Trials.write(
                dir,
                "a.drl",
                Trials.rule(
                        "a",
                        "",
                        "$f : Flow( connections == 0, reports == 9 )",
                        "findings.add($f.srcIp(), \"open\");"));
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.0.9", 22).state("active").grew(9, TEN);
        planted.flow("10.0.0.2", "10.0.0.9", 22).grew(9, TEN);

        assertThat(subjects(judge(TEN))).containsExactly("10.0.0.1");
    }

    @Test
    void groupby_works_and_shows_the_subjects_rows() throws InterruptedException {
        Trials.write(
                dir,
                "a.drl",
                Trials.rule(
                        "a",
                        "",
                        "groupby( Flow( unanswered, $src : srcIp, $n : connections );"
                                + " $key : $src; $sum : sum($n); $sum >= 10 )",
                        "findings.add($key, \"%s %d\", $key, $sum);"));
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.0.8", 22).grew(6, TEN);
        planted.flow("10.0.0.1", "10.0.0.9", 22).grew(6, TEN);
        planted.flow("10.0.0.2", "10.0.0.9", 22).grew(6, TEN);

        Found found = findings(judge(TEN)).get(0);
        assertThat(found.summary()).isEqualTo("10.0.0.1 12");
        assertThat(found.proofs()).filteredOn(p -> p.kind().equals("FLOW")).hasSize(2);
        assertThat(found.proofs())
                .anySatisfy(p -> assertThat(p.value()).contains("groups its facts"));
    }

    @Test
    void a_finding_without_a_fact_is_refused() throws InterruptedException {
        Trials.write(
                dir, "a.drl", Trials.rule("a", "", "eval(true)", "findings.add(\"x\", \"y\");"));

        RuleResult result = judge(TEN).results().get(0);

        assertThat(result.error()).contains("rests on no fact");
        assertThat(result.findings()).isEmpty();
    }

    @Test
    void a_format_that_cannot_write_its_value_is_said_in_words() throws InterruptedException {
        Trials.write(
                dir,
                "a.drl",
                Trials.rule(
                        "a", "", "$f : Flow()", "findings.add($f.srcIp(), \"%d\", $f.process());"));
        planted.pull(TEN, "OK").flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);

        assertThat(result(judge(TEN), "a").error())
                .isEqualTo("THROWING: %d in a format is given a String, which it cannot write");
    }

    @Test
    void a_throwing_rule_does_not_silence_the_others() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        Trials.write(
                dir,
                "b.drl",
                Trials.rule("b", "", "$f : Flow()", "throw new RuntimeException(\"oops\");"));
        Trials.write(
                dir,
                "c.drl",
                Trials.rule(
                        "c",
                        "",
                        "$f : Flow( src.labels.get(\"none\").length() > 1 )",
                        "findings.add($f.srcIp(), \"x\");"));
        planted.pull(TEN, "OK").flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);

        Judgement judgement = judge(TEN);

        assertThat(subjects(judgement)).containsExactly("10.0.0.1");
        assertThat(result(judgement, "b").error()).startsWith("THROWING").contains("oops");
        assertThat(result(judgement, "c").error()).startsWith("THROWING");
        assertThat(rulebook.states())
                .extracting(RuleState::rule, RuleState::state)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("a", "OK"),
                        org.assertj.core.groups.Tuple.tuple("b", "THROWING"));
    }

    @Test
    void an_endless_rule_is_stopped_and_the_others_are_judged() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        Trials.write(
                dir,
                "loop.drl",
                Trials.rule("loop", "", "$f : Flow( $l : src.labels )", Trials.endless()));
        planted.pull(TEN, "OK").flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);
        Judge judge =
                Trials.judge(planted, rulebook, new Config.Judge(1000, Duration.ofMillis(400)));

        Judgement judgement = judge.judge(1, "hq", TEN, true, Journal.none());

        assertThat(result(judgement, "a").error()).isNull();
        assertThat(subjects(judgement)).containsExactly("10.0.0.1");
        assertThat(result(judgement, "loop").error()).startsWith("SLOW");
        assertThat(rulebook.states())
                .filteredOn(state -> state.rule().equals("loop"))
                .singleElement()
                .satisfies(
                        state -> {
                            assertThat(state.state()).isEqualTo("SLOW");
                            assertThat(state.errors().get(0).message()).startsWith("stopped ");
                        });
    }

    @Test
    void off_means_off_and_shadow_is_marked() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        planted.pull(TEN, "OK").flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);
        judge(TEN);

        rulebook.switches().setMode("a", "SHADOW", "me", "too loud");
        assertThat(findings(judge(TEN))).extracting(Found::held).containsExactly("shadow");
        rulebook.switches().setMode("a", "OFF", "me", "too loud");
        assertThat(judge(TEN).results()).isEmpty();
        rulebook.switches().setMode("a", "HEADER", "me", "");
        assertThat(findings(judge(TEN))).extracting(Found::held).containsExactly("");
    }

    @Test
    void a_rule_that_needs_more_history_is_learning() throws InterruptedException {
        Trials.write(
                dir,
                "a.drl",
                Trials.rule(
                        "a",
                        "@minHistory(\"3d\")",
                        "$f : Flow()",
                        "findings.add($f.srcIp(), \"x\");"));
        planted.pull(TEN, "OK").flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);

        assertThat(findings(judge(TEN))).extracting(Found::held).containsExactly("learning");
    }

    @Test
    void a_gap_pauses_learning() throws InterruptedException {
        Trials.write(
                dir,
                "a.drl",
                Trials.rule(
                        "a",
                        "@minHistory(\"2d\")",
                        "$f : Flow()",
                        "findings.add($f.srcIp(), \"x\");"));
        planted.pull(TEN, "OK").flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);
        assertThat(findings(judge(TEN))).extracting(Found::held).containsExactly("");

        gap("EVENTS", 40, 30);
        assertThat(findings(judge(TEN))).extracting(Found::held).containsExactly("");
        gap("TRAFFIC", 20, 14);
        gap("TRAFFIC", 16, 12);

        assertThat(findings(judge(TEN))).extracting(Found::held).containsExactly("learning");
        assertThat(Trials.judge(planted, rulebook).learning(1, TEN))
                .containsExactly(
                        new Learning(
                                "a",
                                TEN.plus(Duration.ofHours(8)),
                                Duration.ofHours(40),
                                Duration.ofHours(8),
                                Duration.ofDays(2),
                                0));
        assertThat(Trials.judge(planted, rulebook).learning(1, TEN.plus(Duration.ofHours(8))))
                .isEmpty();
    }

    @Test
    void days_that_were_backfilled_are_history_to_rules_on_edges_and_to_no_others()
            throws InterruptedException {
        learning("edges", "$f : Flow( firstSeen != null ) not Edge( port == 1 )");
        learning("sums", "$f : Flow() not Baseline( z > 99 ) not Edge( port == 1 )");
        learning("events", "$f : Flow() not Event() not Edge( port == 1 )");
        planted.pull(TEN, "OK").flow("10.0.0.1", "10.0.0.9", 22).grew(1, TEN);
        assertThat(learningAt(TEN)).containsExactly("edges", "events", "sums");

        backfilled(2, true);
        backfilled(4, true);
        assertThat(learningAt(TEN)).as("the third day is missing").hasSize(3);
        backfilled(3, false);
        assertThat(learningAt(TEN)).as("the third day was cut").hasSize(3);
        for (int day = 1; day <= 30; day++) {
            backfilled(day, true);
        }

        assertThat(learningAt(TEN)).containsExactly("events", "sums");
    }

    private void learning(String name, String when) {
        Trials.write(
                dir,
                name + ".drl",
                Trials.rule(
                        name, "@minHistory(\"30d\")", when, "findings.add($f.srcIp(), \"x\");"));
    }

    private List<String> learningAt(Instant tick) {
        return Trials.judge(planted, rulebook).learning(1, tick).stream()
                .map(Learning::rule)
                .sorted()
                .toList();
    }

    private void backfilled(int daysBefore, boolean complete) {
        planted.store
                .jdbi()
                .useHandle(
                        handle -> {
                            int first =
                                    handle.createQuery(
                                                    "select coverage_from from pce where pce_id = 1")
                                            .map(
                                                    (row, ctx) ->
                                                            (int)
                                                                    Math.floorDiv(
                                                                            row.getObject(
                                                                                            1,
                                                                                            OffsetDateTime
                                                                                                    .class)
                                                                                    .toEpochSecond(),
                                                                            86_400L))
                                            .one();
                            handle.execute(
                                    "delete from backfill_day where utc_day = ?",
                                    first - daysBefore);
                            handle.execute(
                                    "insert into backfill_day (pce_id, utc_day, complete, row_count, edges, learned_at)"
                                            + " values (1, ?, ?, 1, 1, ?)",
                                    first - daysBefore,
                                    complete,
                                    Planted.utc(TEN));
                        });
    }

    private void gap(String kind, int fromHoursAgo, int toHoursAgo) {
        planted.store
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into gap (pce_id, kind, from_at, to_at, reason, opened_at)"
                                                + " values (1, ?, ?, ?, 'test', ?)",
                                        kind,
                                        Planted.utc(TEN.minus(Duration.ofHours(fromHoursAgo))),
                                        Planted.utc(TEN.minus(Duration.ofHours(toHoursAgo))),
                                        Planted.utc(TEN)));
    }

    @Test
    void absence_is_judged_only_when_the_tick_has_settled() throws InterruptedException {
        Trials.write(
                dir,
                "a.drl",
                Trials.rule(
                        "a",
                        "",
                        "$t : Tick()\n not Flow( port == 22 )",
                        "findings.add(\"ssh\", \"no ssh\");"));

        Judge judge = Trials.judge(planted, rulebook);
        assertThat(judge.judge(1, "hq", TEN, false, Journal.none()).results()).isEmpty();
        assertThat(subjects(judge.judge(1, "hq", TEN, true, Journal.none())))
                .containsExactly("ssh");
    }

    @Test
    void too_many_flows_are_not_judged_one_by_one_but_their_sums_and_events_are()
            throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        Trials.write(
                dir,
                "b.drl",
                Trials.rule(
                        "b",
                        "",
                        "$f : FanOut( port == 22, unansweredDestinations >= 3 )",
                        "findings.add($f.srcIp(), \"%d\", $f.unansweredDestinations());"));
        planted.pull(TEN, "OK");
        for (int i = 0; i < 3; i++) {
            planted.flow("10.0.0.1", "10.0.0.1" + i, 22).grew(1, TEN);
        }
        Judge judge = Trials.judge(planted, rulebook, new Config.Judge(2, Duration.ofSeconds(5)));

        Judgement judgement = judge.judge(1, "hq", TEN, true, Journal.none());

        assertThat(result(judgement, "a").error()).contains("more than the 2");
        assertThat(result(judgement, "b").findings()).hasSize(1);
        assertThat(result(judgement, "b").findings().get(0).proofs())
                .filteredOn(p -> p.kind().equals("FLOW"))
                .hasSize(3);
    }

    @Test
    void judging_again_finds_the_same() throws InterruptedException {
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        planted.pull(TEN, "OK");
        for (int i = 0; i < 50; i++) {
            planted.flow("10.0.0." + i % 7, "10.1.0." + i, 22).grew(i % 3, TEN);
        }

        assertThat(judge(TEN).results().get(0).findings())
                .isEqualTo(judge(TEN).results().get(0).findings());
    }

    @Test
    void events_are_seen_in_the_window() throws InterruptedException {
        Trials.write(
                dir,
                "a.drl",
                Trials.rule(
                        "a",
                        "",
                        "$e : Event( type == \"agent.tampering\" )",
                        "findings.add($e.who(), \"%s\", $e.type());"));
        planted.pull(TEN, "OK");
        planted.event(TEN, "agent.tampering", "", "host-1", "");
        planted.event(TEN.minus(Duration.ofMinutes(10)), "agent.tampering", "", "host-2", "");

        assertThat(subjects(judge(TEN))).containsExactly("host-1");
    }

    @Test
    void a_run_that_is_to_stop_stops_judging() {
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        Thread.currentThread().interrupt();

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> judge(TEN))
                .isInstanceOf(InterruptedException.class);
    }

    private Judgement judge(Instant tick) throws InterruptedException {
        return Trials.judge(planted, rulebook).judge(1, "hq", tick, true, Journal.none());
    }

    private static RuleResult result(Judgement judgement, String rule) {
        return judgement.results().stream()
                .filter(result -> result.rule().name().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static List<Found> findings(Judgement judgement) {
        assertThat(judgement.results()).allSatisfy(r -> assertThat(r.error()).isNull());
        return judgement.results().stream().flatMap(r -> r.findings().stream()).toList();
    }

    private static List<String> subjects(Judgement judgement) {
        return judgement.results().stream()
                .flatMap(r -> r.findings().stream())
                .map(Found::subject)
                .toList();
    }
}
