package illumiomonitor.engine.alert;

import static illumiomonitor.engine.alert.Scene.PATIENCE;
import static illumiomonitor.engine.alert.Scene.SUBJECT;
import static illumiomonitor.engine.alert.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.engine.H2;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.view.AlertCursor;
import illumiomonitor.engine.view.AlertDetail;
import illumiomonitor.engine.view.AlertFilter;
import illumiomonitor.engine.view.AlertFilter.States;
import illumiomonitor.engine.view.AlertLine;
import illumiomonitor.engine.view.AlertPage;
import illumiomonitor.spi.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertBookTest {

    private Scene scene = newScene();

    /** An empty store. */
    Scene newScene() {
        return new Scene();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private List<Notification> run(int from, int to, List<Integer> seenAt) {
        List<Notification> told = new ArrayList<>();
        for (int minute = from; minute <= to; minute += 5) {
            told.addAll(scene.run(minute, seenAt));
        }
        return told;
    }

    private static List<Integer> every5(int from, int to) {
        return IntStream.rangeClosed(from / 5, to / 5).map(i -> i * 5).boxed().toList();
    }

    @Test
    void the_first_finding_opens_an_alert_and_tells() {
        Recorded recorded = scene.fresh(0, SUBJECT);

        assertThat(recorded.opened()).isEqualTo(1);
        assertThat(recorded.notifications())
                .singleElement()
                .satisfies(
                        n -> {
                            assertThat(n.cause()).isEqualTo(Cause.OPENED);
                            assertThat(n.number()).isEqualTo(1);
                            assertThat(n.alert().openedAt()).isEqualTo(at(0));
                            assertThat(n.alert().evidence()).hasSize(1);
                        });
        assertThat(scene.alert().state()).isEqualTo("OPEN");
        assertThat(scene.alert().occurrences()).isEqualTo(1);
    }

    @Test
    void the_same_finding_at_the_next_tick_counts_up_and_tells_nobody() {
        scene.fresh(0, SUBJECT);

        Recorded again = scene.fresh(5, SUBJECT);

        assertThat(again.notifications()).isEmpty();
        assertThat(again.opened()).isZero();
        assertThat(scene.alert().occurrences()).isEqualTo(2);
        assertThat(scene.alert().lastSeenAt()).isEqualTo(at(5));
        assertThat(scene.alert().summary()).endsWith("minute 5");
    }

    @Test
    void judging_a_tick_again_counts_it_once_and_shows_the_settled_number() {
        scene.fresh(0, SUBJECT);
        scene.fresh(0, SUBJECT);
        scene.settled(0, SUBJECT);
        scene.settled(0, SUBJECT);

        assertThat(scene.alert().occurrences()).isEqualTo(1);
        assertThat(count("finding where confirmed")).isEqualTo(1);
        assertThat(count("finding")).isEqualTo(1);
    }

    @Test
    void a_finding_that_is_not_confirmed_no_longer_counts() {
        scene.fresh(0, SUBJECT);
        scene.fresh(5, SUBJECT);

        Recorded recorded = scene.settled(5);

        assertThat(recorded.withdrawn()).isEqualTo(1);
        assertThat(scene.alert().occurrences()).isEqualTo(1);
        assertThat(scene.alert().lastSeenAt()).isEqualTo(at(0));
        assertThat(scene.alert().summary()).endsWith("minute 0");
    }

    @Test
    void an_alert_of_which_nothing_is_left_stays_when_people_know_of_it() {
        scene.fresh(0, SUBJECT);
        scene.settled(0);

        assertThat(scene.alert().occurrences()).isZero();
        assertThat(scene.alert().state()).isEqualTo("CLOSED");
        assertThat(scene.alert().held()).isEqualTo("withdrawn");

        assertThat(scene.settled(0, SUBJECT).notifications()).isEmpty();
        assertThat(scene.alert().occurrences()).isEqualTo(1);
        assertThat(scene.alert().held()).isEmpty();
    }

    @Test
    void an_alert_of_which_nothing_is_left_vanishes_when_nobody_knows_of_it() {
        scene.held("shadow").fresh(0, SUBJECT);
        scene.settled(0);

        assertThat(scene.alerts()).isEmpty();
    }

    @Test
    void it_tells_again_when_the_cooldown_is_over_and_not_before() {
        List<Notification> told = run(0, 125, every5(0, 125));

        assertThat(told)
                .extracting(n -> n.alert().lastSeenAt())
                .containsExactly(at(0), at(60), at(120));
        assertThat(told).extracting(Notification::number).containsExactly(1, 2, 3);
        assertThat(told.get(1).cause()).isEqualTo(Cause.SEEN_AGAIN);
    }

    @Test
    void it_does_not_tell_again_at_the_end_of_a_cooldown_when_nothing_is_seen() {
        assertThat(run(0, 65, every5(0, 50))).hasSize(1);
    }

    @Test
    void cooldown_and_episode_live_through_a_restart(@TempDir Path folder) {
        scene.close();
        String url = H2.file(folder.resolve("monitor"));
        scene = new Scene(url);
        assertThat(run(0, 30, every5(0, 30))).hasSize(1);
        scene.close();

        scene = new Scene(url);
        List<Notification> told = run(35, 60, every5(0, 60));

        assertThat(told).extracting(n -> n.alert().lastSeenAt()).containsExactly(at(60));
        assertThat(scene.alert().occurrences()).isEqualTo(13);
        assertThat(scene.alert().openedAt()).isEqualTo(at(0));
    }

    @Test
    void it_closes_when_it_was_quiet_at_settled_ticks_for_the_quiet_time() {
        run(0, 40, List.of(0));
        assertThat(scene.alert().state()).isEqualTo("OPEN");

        scene.run(45, List.of(0));

        assertThat(scene.alert().state()).isEqualTo("CLOSED");
        assertThat(scene.alert().closedAt()).isEqualTo(at(30));
    }

    @Test
    void a_finding_before_the_quiet_is_certain_is_the_same_episode() {
        run(0, 60, List.of(0, 40));

        assertThat(scene.alert().occurrences()).isEqualTo(2);
        assertThat(scene.alert().state()).isEqualTo("OPEN");
    }

    @Test
    void a_finding_after_the_quiet_time_is_the_next_episode() {
        List<Notification> told = run(0, 80, List.of(0, 75));

        assertThat(scene.alerts())
                .extracting(AlertLine::episode, AlertLine::state)
                .containsExactly(tuple(2, "OPEN"), tuple(1, "CLOSED"));
        assertThat(told).extracting(n -> n.alert().lastSeenAt()).containsExactly(at(0), at(75));
        assertThat(told.get(1).number()).isEqualTo(1);
    }

    @Test
    void an_episode_that_opens_within_the_cooldown_waits_until_it_is_over() {
        List<Notification> told = run(0, 65, List.of(0, 50, 55, 60, 65));

        assertThat(scene.alerts()).hasSize(2);
        assertThat(told).extracting(n -> n.alert().lastSeenAt()).containsExactly(at(0), at(60));
        assertThat(told.get(1).cause()).isEqualTo(Cause.OPENED);
    }

    @Test
    void time_without_data_is_not_quiet() {
        run(0, 5, List.of(0));
        scene.gap("TRAFFIC", 5, 65);

        run(10, 100, List.of(0));
        assertThat(scene.alert().state()).isEqualTo("OPEN");
        scene.run(105, List.of(0));
        assertThat(scene.alert().state()).isEqualTo("CLOSED");
        assertThat(scene.alert().closedAt()).isEqualTo(at(90));
    }

    @Test
    void a_gap_in_the_events_does_not_keep_a_traffic_alert_open() {
        run(0, 5, List.of(0));
        scene.gap("EVENTS", 5, 65);

        run(10, 45, List.of(0));

        assertThat(scene.alert().state()).isEqualTo("CLOSED");
    }

    @Test
    void an_alert_on_the_monitor_itself_closes_in_a_gap() {
        scene.rule("health/pull-failed").proofs("NOTE");
        run(0, 5, List.of(0));
        scene.gap("TRAFFIC", 5, 65);

        run(10, 45, List.of(0));

        assertThat(scene.alert().state()).isEqualTo("CLOSED");
    }

    @Test
    void a_rule_that_gave_no_answer_has_not_said_that_it_is_quiet() {
        run(0, 30, List.of(0));
        scene.error("it threw").settled(30);
        assertThat(scene.alert().state()).isEqualTo("OPEN");

        scene.error(null).settled(35);
        assertThat(scene.alert().state()).isEqualTo("CLOSED");
        assertThat(scene.alert().occurrences()).isEqualTo(1);
    }

    @Test
    void a_late_finding_within_an_episode_extends_it_and_tells_nobody_twice() {
        scene.fresh(0, SUBJECT);
        scene.fresh(30, SUBJECT);

        assertThat(scene.settled(15, SUBJECT).notifications()).isEmpty();
        assertThat(scene.settled(-10, SUBJECT).notifications()).isEmpty();

        assertThat(scene.alert().occurrences()).isEqualTo(4);
        assertThat(scene.alert().openedAt()).isEqualTo(at(-10));
        assertThat(scene.alert().lastSeenAt()).isEqualTo(at(30));
    }

    @Test
    void a_late_finding_between_two_episodes_makes_them_one() {
        run(0, 60, List.of(0, 60));
        long second = scene.alerts().get(0).id();
        assertThat(scene.alerts()).hasSize(2);

        assertThat(scene.settled(30, SUBJECT).notifications()).isEmpty();

        AlertLine alert = scene.alert();
        assertThat(alert.occurrences()).isEqualTo(3);
        assertThat(alert.openedAt()).isEqualTo(at(0));
        assertThat(alert.lastSeenAt()).isEqualTo(at(60));
        assertThat(alert.notifications()).isEqualTo(2);
        assertThat(scene.detail(second).line()).isEqualTo(alert);
        assertThat(scene.detail(alert.id()).evidence()).hasSize(3);
    }

    @Test
    void a_finding_that_is_withdrawn_parts_an_episode_that_it_held_together() {
        run(0, 60, List.of(0, 30, 60));
        assertThat(scene.alert().occurrences()).isEqualTo(3);

        scene.settled(30);

        assertThat(scene.alerts())
                .extracting(AlertLine::episode, AlertLine::occurrences, AlertLine::openedAt)
                .containsExactly(tuple(2, 1, at(60)), tuple(1, 1, at(0)));
        long second = scene.alerts().get(0).id();
        assertThat(scene.detail(second).evidence())
                .allSatisfy(e -> assertThat(e.tick()).isEqualTo(at(60)));
    }

    @Test
    void a_late_alert_of_long_ago_is_told_once_and_is_closed() {
        run(300, 330, List.of());

        Recorded late = scene.settled(0, SUBJECT);

        assertThat(late.notifications()).hasSize(1);
        assertThat(scene.alert().state()).isEqualTo("CLOSED");
        assertThat(scene.settled(0, SUBJECT).notifications()).isEmpty();
        assertThat(scene.settled(5, SUBJECT).notifications()).isEmpty();
    }

    @Test
    void an_acknowledged_alert_tells_nobody() {
        scene.fresh(0, SUBJECT);
        assertThat(scene.book().acknowledge(scene.alert().id(), "ann", "looking")).isTrue();
        assertThat(scene.book().acknowledge(scene.alert().id(), "bob", "")).isFalse();

        assertThat(run(5, 120, every5(0, 120))).isEmpty();

        assertThat(scene.alert().state()).isEqualTo("ACKNOWLEDGED");
        assertThat(scene.detail(scene.alert().id()).actions())
                .singleElement()
                .satisfies(
                        a ->
                                assertThat(a.who() + a.action() + a.note())
                                        .isEqualTo("annACKNOWLEDGEDlooking"));
    }

    @Test
    void a_rise_in_severity_tells_even_of_an_acknowledged_alert_and_opens_it() {
        scene.fresh(0, SUBJECT);
        scene.book().acknowledge(scene.alert().id(), "ann", "");

        Recorded rose = scene.severity(Severity.CRITICAL).fresh(5, SUBJECT);

        assertThat(rose.notifications())
                .singleElement()
                .satisfies(n -> assertThat(n.cause()).isEqualTo(Cause.ROSE));
        assertThat(scene.alert().state()).isEqualTo("OPEN");
        assertThat(scene.fresh(10, SUBJECT).notifications()).isEmpty();
        assertThat(scene.severity(Severity.LOW).fresh(15, SUBJECT).notifications()).isEmpty();
        assertThat(scene.severity(Severity.CRITICAL).fresh(20, SUBJECT).notifications()).isEmpty();
    }

    @Test
    void an_acknowledgement_that_is_taken_back_lets_it_tell_again() {
        scene.fresh(0, SUBJECT);
        scene.book().acknowledge(scene.alert().id(), "ann", "");
        assertThat(scene.book().reopen(scene.alert().id(), "ann", "not mine")).isTrue();

        assertThat(scene.fresh(60, SUBJECT).notifications()).hasSize(1);
    }

    @Test
    void a_finding_after_a_person_closed_it_opens_the_next_episode() {
        scene.fresh(0, SUBJECT);
        assertThat(scene.book().close(scene.alert().id(), "ann", "done")).isTrue();
        assertThat(scene.book().close(scene.alert().id(), "ann", "done")).isFalse();

        scene.settled(0, SUBJECT);
        assertThat(scene.alert().state()).isEqualTo("CLOSED");
        scene.fresh(5, SUBJECT);

        assertThat(scene.alerts())
                .extracting(AlertLine::episode, AlertLine::state, AlertLine::closedBy)
                .containsExactly(tuple(2, "OPEN", ""), tuple(1, "CLOSED", "ann"));
    }

    @Test
    void a_held_finding_is_seen_and_tells_nobody_until_it_is_no_longer_held() {
        Recorded held = scene.held("learning").fresh(0, SUBJECT);
        assertThat(held.notifications()).isEmpty();
        assertThat(held.held()).isEqualTo(1);
        assertThat(scene.alert().held()).isEqualTo("learning");

        Recorded live = scene.held("").fresh(5, SUBJECT);

        assertThat(live.notifications())
                .singleElement()
                .satisfies(n -> assertThat(n.cause()).isEqualTo(Cause.OPENED));
        assertThat(scene.alert().held()).isEmpty();
    }

    @Test
    void nobody_is_told_of_the_past_and_of_what_is_still_seen_later() throws Exception {
        Recorded silent =
                scene.store()
                        .jdbi()
                        .inTransaction(
                                h ->
                                        scene.book()
                                                .record(
                                                        h,
                                                        scene.judgement(0, true, SUBJECT),
                                                        at(0),
                                                        7,
                                                        false));

        assertThat(silent.notifications()).isEmpty();
        assertThat(scene.fresh(5, SUBJECT).notifications()).hasSize(1);
    }

    @Test
    void told_to_stop_it_remembers_nothing_of_a_judgement() throws Exception {
        Judgement judgement = scene.judgement(0, true, "10.0.0.5", "10.0.0.6");

        assertThatThrownBy(
                        () ->
                                scene.store()
                                        .jdbi()
                                        .inTransaction(
                                                h -> {
                                                    AlertBook book = scene.book();
                                                    Thread.currentThread().interrupt();
                                                    return book.record(h, judgement, at(0));
                                                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(scene.alerts()).isEmpty();
        assertThat(scene.record(judgement).opened()).isEqualTo(2);
    }

    @Test
    void the_five_times_are_those_of_what_opened_it() {
        scene.store()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        insert into pull (pull_id, pce_id, run, kind, tick, window_from, window_to, asked_at, outcome)
                                        values (1, 1, 1, 'TRAFFIC', ?, ?, ?, ?, 'OK')
                                        """,
                                        at(0).atOffset(java.time.ZoneOffset.UTC),
                                        at(-35).atOffset(java.time.ZoneOffset.UTC),
                                        at(0).atOffset(java.time.ZoneOffset.UTC),
                                        at(0).minusSeconds(20).atOffset(java.time.ZoneOffset.UTC)));
        scene.fresh(0, SUBJECT);
        scene.fresh(5, SUBJECT);

        AlertDetail times = scene.detail(scene.alert().id());

        assertThat(times.happenedAt()).isEqualTo(at(0).minusSeconds(60));
        assertThat(times.visibleAt()).isEqualTo(at(0).minusSeconds(20));
        assertThat(times.pulledAt()).isEqualTo(at(0).minusSeconds(5));
        assertThat(times.judgedAt()).isEqualTo(at(0).plusSeconds(3));
        assertThat(times.sentAt()).isNull();
    }

    @Test
    void evidence_is_kept_for_the_newest_twenty_ticks() {
        for (int minute = 0; minute < 150; minute += 5) {
            scene.fresh(minute, SUBJECT);
            scene.fresh(minute, SUBJECT);
        }

        List<AlertDetail.Evidence> evidence = scene.detail(scene.alert().id()).evidence();

        assertThat(evidence).hasSize(20);
        assertThat(evidence.get(0).tick()).isEqualTo(at(145));
        assertThat(evidence.get(0).value()).isEqualTo("counted 37");
    }

    @Test
    void the_judged_mark_is_written_and_the_touched_tick_is_done() {
        scene.store()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "insert into touched_tick (pce_id, tick) values (1, ?)",
                                        at(0).atOffset(java.time.ZoneOffset.UTC)));
        scene.settled(0, SUBJECT);
        scene.fresh(0, SUBJECT);

        assertThat(count("touched_tick")).isZero();
        assertThat(count("judged_tick where settled")).isEqualTo(1);
    }

    @Test
    void an_alert_that_is_older_than_its_first_findings_goes_on() {
        scene.fresh(0, SUBJECT);
        scene.fresh(5, SUBJECT);
        scene.store()
                .jdbi()
                .useHandle(h -> h.execute("delete from finding where tick <= ?", at(0)));

        scene.fresh(10, SUBJECT);
        scene.settled(5);

        assertThat(scene.alert().openedAt()).isEqualTo(at(0));
        assertThat(scene.alert().occurrences()).isEqualTo(2);
    }

    @Test
    void names_that_are_too_long_for_the_store_stay_two() {
        String name = "x".repeat(300);

        scene.fresh(0, name + "1", name + "2");

        assertThat(scene.alerts()).hasSize(2);
    }

    @Test
    void pages_are_newest_first_and_go_on_where_the_last_ended() {
        for (int i = 0; i < 7; i++) {
            scene.fresh(i * 100, "host-" + i, "host-x-" + i);
        }
        List<String> seen = new ArrayList<>();
        AlertCursor after = null;
        do {
            AlertPage page = scene.views().page(AlertFilter.of(States.ALL), after, 4, PATIENCE);
            page.alerts().forEach(line -> seen.add(line.subject()));
            after = page.next();
        } while (after != null);

        assertThat(seen).hasSize(14).doesNotHaveDuplicates();
        assertThat(seen.get(0)).isEqualTo("host-x-6");
        assertThat(seen.get(13)).isEqualTo("host-0");
    }

    @Test
    void lists_know_state_and_severity() {
        scene.severity(Severity.HIGH).fresh(0, "host-a", "host-b");
        scene.severity(Severity.LOW).fresh(5, "host-c");
        scene.book().acknowledge(scene.alerts().get(0).id(), "ann", "");

        AlertFilter high = new AlertFilter(States.ACTIVE, "HIGH", Scene.RULE, "hq", "host-a");

        assertThat(scene.views().page(high, null, 10, PATIENCE).alerts())
                .extracting(AlertLine::subject)
                .containsExactly("host-a");
    }

    private int count(String table) {
        return scene.store()
                .jdbi()
                .withHandle(
                        h -> h.select("select count(*) from " + table).mapTo(Integer.class).one());
    }
}
