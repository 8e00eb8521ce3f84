package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counters count is found out, and whatever it is or becomes, nothing counts twice. */
class ModeTest extends Pulls {

    @BeforeEach
    @Override
    void fresh() {
        pce = new Fixture(store);
        pce.report("2026-06-30T09:10:00Z", 1);
        pce.report("2026-07-01T07:10:00Z", 5);
        pce.report("2026-07-01T09:10:00Z", 3);
        pce.report("2026-07-01T09:50:00Z", 2);
    }

    @Test
    void totals_of_the_day_are_recognised() throws Exception {
        pce.pull("2026-07-01T10:00:00Z");

        assertThat(mode()).isEqualTo("BUCKET");
        assertThat(proof()).contains("had the same counters");
        assertThat(pce.sums()[0]).isEqualTo(11);
    }

    @Test
    void counters_of_the_window_are_recognised() throws Exception {
        pce.pce.clipped = true;

        pce.pull("2026-07-01T10:00:00Z");

        assertThat(mode()).isEqualTo("CLIPPED");
        assertThat(proof()).contains("had smaller counters");
        assertThat(pce.sums()[0]).isEqualTo(11);
    }

    @Test
    void without_a_flow_that_shows_it_nothing_is_proven_and_everything_counts() throws Exception {
        pce.pce.reports.clear();
        pce.report("2026-07-01T07:10:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        pce.report("2026-07-01T10:03:00Z", 5);
        pce.pce.reports.remove(0);

        pce.pull("2026-07-01T10:00:30Z");

        assertThat(mode()).isEqualTo("UNPROVEN");
        assertThat(pce.sums()[0]).isEqualTo(5);
    }

    @Test
    void a_probe_that_fails_does_not_fail_the_pull() throws Exception {
        pce.pce.failAfter = 2;

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(report.reason()).isEmpty();
        assertThat(mode()).isEqualTo("UNPROVEN");
        assertThat(pce.sums()[0]).isEqualTo(11);
    }

    @Test
    void after_clipping_is_proven_late_rows_of_before_still_count() throws Exception {
        pce.pce.clipped = true;
        pce.pull("2026-07-01T10:00:00Z");
        pce.report("2026-07-01T09:52:00Z", 4);
        pce.report("2026-07-01T10:00:00Z", 4);
        pce.report("2026-07-01T10:01:00Z", 4);

        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.sums()[0]).isEqualTo(23);
    }

    @Test
    void a_new_version_is_proven_anew() throws Exception {
        pce.puller.versionSeen("25.2.10");
        pce.pull("2026-07-01T10:00:00Z");
        pce.puller.versionSeen("25.2.10");
        assertThat(mode()).isEqualTo("BUCKET");

        pce.puller.versionSeen("25.4.0");

        assertThat(mode()).isEqualTo("UNPROVEN");
        pce.pull("2026-07-01T10:05:00Z");
        assertThat(mode()).isEqualTo("BUCKET");
        assertThat(pce.sums()[0]).isEqualTo(11);
    }

    @Test
    void a_new_version_that_clips_like_the_old_one_counts_nothing_twice() throws Exception {
        pce.pce.clipped = true;
        pce.puller.versionSeen("1");
        play("2026-07-01T10:00:00Z", 4);
        pce.puller.versionSeen("2");
        pce.restart();
        play("2026-07-01T10:20:00Z", 4);
        pce.restart();
        play("2026-07-01T10:40:00Z", 4);

        assertThat(mode()).isEqualTo("CLIPPED");
        assertThat(pce.sums()).isEqualTo(pce.pce.truth(Instant.EPOCH));
    }

    @Test
    void a_new_version_that_totals_the_day_counts_nothing_twice() throws Exception {
        pce.pce.clipped = true;
        pce.puller.versionSeen("1");
        play("2026-07-01T10:00:00Z", 4);
        pce.pce.clipped = false;
        pce.pce.midnight = true;
        pce.puller.versionSeen("2");
        play("2026-07-01T10:20:00Z", 4);
        pce.restart();
        play("2026-07-01T10:40:00Z", 4);

        assertThat(mode()).isEqualTo("BUCKET");
        assertThat(pce.sums()).isEqualTo(pce.pce.truth(Instant.EPOCH));
    }

    @Test
    void a_new_version_that_begins_to_clip_counts_nothing_twice() throws Exception {
        pce.pce.midnight = true;
        pce.puller.versionSeen("1");
        play("2026-07-01T10:00:00Z", 4);
        pce.pce.clipped = true;
        pce.puller.versionSeen("2");
        play("2026-07-01T10:20:00Z", 4);
        pce.restart();
        play("2026-07-01T10:40:00Z", 4);

        assertThat(mode()).isEqualTo("CLIPPED");
        assertThat(pce.sums()).isEqualTo(pce.pce.truth(Instant.EPOCH));
    }

    @Test
    void the_configuration_overrides_and_counts_nothing_twice() throws Exception {
        pce.counters("bucket");
        play("2026-07-01T10:00:00Z", 4);
        assertThat(mode()).isEqualTo("BUCKET");
        pce.pce.clipped = true;
        pce.counters("clipped");
        play("2026-07-01T10:20:00Z", 4);
        assertThat(mode()).isEqualTo("CLIPPED");
        pce.pce.clipped = false;
        pce.counters("auto");
        play("2026-07-01T10:40:00Z", 4);

        assertThat(mode()).isEqualTo("BUCKET");
        assertThat(pce.sums()).isEqualTo(pce.pce.truth(Instant.EPOCH));
    }

    /** Some ticks with traffic between them. */
    private void play(String from, int ticks) throws InterruptedException {
        Instant tick = Instant.parse(from);
        for (int i = 0; i < ticks; i++) {
            pce.pull(tick);
            pce.report(tick.plusSeconds(61).toString(), i + 1);
            tick = tick.plus(Duration.ofMinutes(5));
        }
        pce.pull(tick);
    }

    private String mode() {
        return column("counters");
    }

    private String proof() {
        return column("counters_proof");
    }

    private String column(String name) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select " + name + " from pce where pce_id = :pce")
                                        .bind("pce", pce.pceId)
                                        .mapTo(String.class)
                                        .one());
    }
}
