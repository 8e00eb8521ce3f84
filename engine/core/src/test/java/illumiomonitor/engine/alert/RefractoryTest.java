package illumiomonitor.engine.alert;

import static illumiomonitor.engine.alert.Scene.SUBJECT;
import static illumiomonitor.engine.alert.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.H2;
import illumiomonitor.engine.view.AlertDetail;
import illumiomonitor.spi.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule with a cooldown of an hour and a refractory time of seven days. */
class RefractoryTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int WEEK_MINUTES = (int) WEEK.toMinutes();

    private Scene scene = newScene().refractory(WEEK);

    /** An empty store. */
    Scene newScene() {
        return new Scene();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private List<Cause> seen(int minute) {
        return scene.fresh(minute, SUBJECT).notifications().stream()
                .map(Notification::cause)
                .toList();
    }

    @Test
    void an_open_alert_is_told_again_only_of_a_larger_z() {
        scene.z(5);
        assertThat(seen(0)).containsExactly(Cause.OPENED);
        assertThat(seen(40)).isEmpty();

        assertThat(seen(80)).as("the cooldown is over, z is equal").isEmpty();
        scene.z(4.99);
        assertThat(seen(120)).isEmpty();
        scene.z(5.01);
        assertThat(seen(160)).containsExactly(Cause.RECORD);
        assertThat(seen(200)).isEmpty();
        assertThat(seen(240)).as("the new record is what counts").isEmpty();
    }

    @Test
    void a_record_waits_for_the_end_of_the_cooldown() {
        scene.z(5);
        seen(0);
        scene.z(9);

        assertThat(seen(40)).isEmpty();
        assertThat(seen(60)).containsExactly(Cause.RECORD);
    }

    @Test
    void a_count_is_told_again_when_it_has_one_more_digit() {
        scene.counted(9);
        assertThat(seen(0)).containsExactly(Cause.OPENED);
        scene.counted(10);
        assertThat(seen(100)).containsExactly(Cause.RECORD);
        scene.counted(99);
        assertThat(seen(200)).isEmpty();
        scene.counted(100);
        assertThat(seen(300)).containsExactly(Cause.RECORD);
        scene.counted(999);
        assertThat(seen(400)).isEmpty();
        scene.counted(1000);
        assertThat(seen(500)).containsExactly(Cause.RECORD);
    }

    @Test
    void the_same_is_told_when_the_refractory_time_after_the_alert_is_over() {
        scene.z(5);
        seen(0);
        seen(40);

        assertThat(seen(40 + WEEK_MINUTES - 1)).isEmpty();
        assertThat(scene.alerts()).as("an alert that tells nobody").hasSize(2);
        assertThat(seen(40 + WEEK_MINUTES)).containsExactly(Cause.OPENED);
    }

    @Test
    void silent_episodes_do_not_lengthen_the_refractory_time() {
        scene.z(5);
        seen(0);
        assertThat(seen(WEEK_MINUTES / 2)).isEmpty();

        assertThat(seen(WEEK_MINUTES)).containsExactly(Cause.OPENED);
    }

    @Test
    void an_alert_that_never_goes_quiet_is_not_told_again() {
        scene.z(5);
        scene.refractory(Duration.ofDays(1));
        for (int minute = 0; minute <= 1440 + 240; minute += 40) {
            List<Cause> told = seen(minute);
            assertThat(told).isEqualTo(minute == 0 ? List.of(Cause.OPENED) : List.of());
        }
        assertThat(scene.alert().occurrences()).isGreaterThan(40);
    }

    @Test
    void a_new_episode_within_it_opens_in_silence_and_is_told_of_once_it_breaks_the_record() {
        scene.z(5);
        seen(0);
        scene.settled(200);
        assertThat(scene.alert().state()).isEqualTo("CLOSED");

        assertThat(seen(300)).isEmpty();
        assertThat(scene.alerts().get(0).state()).isEqualTo("OPEN");
        assertThat(scene.alerts().get(0).notifications()).isZero();
        scene.z(6);
        assertThat(seen(305)).containsExactly(Cause.RECORD);
        assertThat(scene.alerts().get(0).notifications()).isEqualTo(1);
    }

    @Test
    void closing_by_hand_does_not_forget_what_was_told() {
        scene.z(5);
        seen(0);
        scene.book().close(scene.alert().id(), "ann", "");

        assertThat(seen(100)).isEmpty();
        scene.z(5.5);
        assertThat(seen(140)).containsExactly(Cause.RECORD);
    }

    @Test
    void a_rise_in_severity_is_told_whatever_was_told_before() {
        scene.z(5);
        seen(0);

        scene.z(1).severity(Severity.HIGH);
        assertThat(seen(40)).containsExactly(Cause.ROSE);
    }

    @Test
    void it_holds_across_a_restart(@TempDir Path folder) {
        String url = H2.file(folder.resolve("store"));
        Scene before = new Scene(url).refractory(WEEK).z(5);
        before.fresh(0, SUBJECT);
        before.close();

        scene.close();
        scene = new Scene(url).refractory(WEEK).z(5);
        assertThat(seen(1000)).isEmpty();
        scene.z(5.1);
        assertThat(seen(1040)).containsExactly(Cause.RECORD);
    }

    @Test
    void judging_a_tick_again_tells_nobody_twice() {
        scene.z(5);
        seen(0);
        scene.z(7);

        assertThat(scene.settled(0, SUBJECT).notifications()).isEmpty();
        assertThat(scene.settled(0, SUBJECT).notifications()).isEmpty();
        assertThat(seen(70)).as("7 was not told yet").containsExactly(Cause.RECORD);
    }

    @Test
    void an_older_tick_is_held_against_what_was_told_by_then() {
        scene.z(5);
        seen(0);
        scene.z(50);
        seen(600);

        scene.z(4);
        assertThat(seen(200)).isEmpty();
        scene.z(10);
        assertThat(seen(400)).containsExactly(Cause.RECORD);
    }

    @Test
    void what_was_taken_back_is_no_record() {
        scene.z(50);
        seen(0);
        scene.settled(0);

        scene.z(5);
        assertThat(seen(100)).containsExactly(Cause.OPENED);
    }

    @Test
    void another_subject_has_its_own_record() {
        scene.z(5);
        seen(0);

        assertThat(scene.fresh(100, "10.0.0.9").notifications()).hasSize(1);
    }

    @Test
    void two_episodes_that_become_one_keep_both_records() {
        scene.z(9);
        seen(0);
        scene.z(10);
        seen(80);
        scene.z(4);
        scene.settled(40, SUBJECT);
        assertThat(scene.alerts()).hasSize(1);

        scene.z(9.5);
        assertThat(seen(120)).isEmpty();
        assertThat(seen(150)).isEmpty();
    }

    @Test
    void a_dry_run_names_what_was_told_and_until_when_it_counts() {
        scene.z(5.25);
        seen(0);

        Silence open = silence(100).orElseThrow();
        assertThat(open.reason()).isEqualTo("refractory: told of z 5.25 and 37");
        assertThat(open.until()).isNull();

        scene.settled(200);
        assertThat(silence(300).orElseThrow().until()).isEqualTo(at(0).plus(WEEK));
        scene.z(5.3);
        assertThat(silence(300)).isEmpty();
    }

    private java.util.Optional<Silence> silence(int minute) {
        return scene.book()
                .silence(
                        scene.judgement(minute, false, SUBJECT),
                        scene.info(),
                        scene.found(SUBJECT, minute));
    }

    @Test
    void an_alert_and_the_history_say_of_how_much_was_told() {
        scene.z(5);
        seen(0);
        scene.settled(200);
        seen(300);

        AlertDetail silent = scene.detail(scene.alerts().get(0).id());
        assertThat(silent.refractory())
                .isEqualTo(new AlertDetail.Refractory(WEEK, 37.0, 100.0, 5.0, at(0).plus(WEEK)));
        List<String> told =
                scene.store()
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery(
                                                        "select coalesce(cast(cast(told_z as integer) as varchar(9)), '-')"
                                                                + " from history.alerts order by id")
                                                .mapTo(String.class)
                                                .list());
        assertThat(told).containsExactly("5", "-");
    }

    @Test
    void without_the_header_each_cooldown_tells_again() {
        scene.refractory(Duration.ZERO).z(5);
        seen(0);
        seen(40);

        assertThat(seen(80)).containsExactly(Cause.SEEN_AGAIN);
        assertThat(scene.detail(scene.alert().id()).refractory()).isNull();
    }
}
