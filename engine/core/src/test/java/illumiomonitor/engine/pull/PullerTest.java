package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.SourceException.Problem;
import illumiomonitor.spi.SourceHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pull leaves in the store, whatever happens to it. */
class PullerTest extends Pulls {

    @Test
    void a_source_that_fails_is_an_outcome_with_its_gap() throws Exception {
        pce.report("2026-07-01T09:50:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        pce.pce.failNext = 1;

        PullReport report = pce.pull("2026-07-01T10:05:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(report.reason()).isEqualTo("The pretend PCE does not answer.");
        assertThat(gaps())
                .singleElement()
                .satisfies(
                        gap -> {
                            assertThat(gap.from()).isEqualTo("2026-07-01T10:00:00Z");
                            assertThat(gap.to()).isEqualTo("2026-07-01T10:05:00Z");
                            assertThat(gap.closedAt()).isNull();
                        });
    }

    @Test
    void failures_in_a_row_are_one_gap_that_a_later_pull_closes() throws Exception {
        pce.pull("2026-07-01T10:00:00Z");
        pce.pce.failNext = 3;
        pce.pull("2026-07-01T10:05:00Z");
        pce.pull("2026-07-01T10:10:00Z");
        pce.pull("2026-07-01T10:15:00Z");
        assertThat(gaps())
                .singleElement()
                .extracting("to")
                .isEqualTo(Instant.parse("2026-07-01T10:15:00Z"));
        pce.report("2026-07-01T10:04:00Z", 5);

        PullReport report = pce.pull("2026-07-01T10:20:00Z");

        assertThat(gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.closedBy()).isEqualTo(report.pullId()));
        assertThat(pce.sums()[0]).isEqualTo(5);
    }

    @Test
    void an_end_in_the_future_hides_no_outage_and_no_traffic() throws Exception {
        pce.pull("2026-07-01T10:00:00Z");
        pce.pull("2026-07-01T18:00:00Z");
        pce.puller.events(Instant.parse("2026-07-01T18:00:00Z"), 1, Journal.none());
        pce.pce.now = Instant.parse("2026-07-01T10:05:00Z");
        pce.pce.failNext = 1;

        pce.pull("2026-07-01T10:05:00Z");
        pce.puller.events(Instant.parse("2026-07-01T10:05:00Z"), 2, Journal.none());

        assertThat(gaps())
                .singleElement()
                .satisfies(
                        gap -> {
                            assertThat(gap.from()).isEqualTo("2026-07-01T10:00:00Z");
                            assertThat(gap.to()).isEqualTo("2026-07-01T10:05:00Z");
                        });
        assertThat(pce.pce.eventWindows.get(1).from())
                .as("no events were pulled before")
                .isBefore(Instant.parse("2026-07-01T10:00:00Z").minus(Duration.ofHours(1)));
        pce.report("2026-07-01T10:04:00Z", 5);
        pce.pull("2026-07-01T10:10:00Z");
        assertThat(gaps()).singleElement().extracting("closedAt").isNotNull();
        assertThat(pce.sums()[0]).isEqualTo(5);
    }

    @Test
    void a_failed_answer_leaves_no_rows() throws Exception {
        pce.report("2026-07-01T09:50:00Z", 5);
        pce.report("2026-07-01T09:51:00Z", "2026-07-01T09:51:00Z", 5, Direction.OUTBOUND);
        pce.pce.failNext = 1;

        pce.pull("2026-07-01T10:00:00Z");

        assertThat(count("flow")).isZero();
        assertThat(pce.increments()).isEmpty();
    }

    @Test
    void a_region_that_did_not_answer_makes_the_pull_partial_until_it_does() throws Exception {
        pce.pull("2026-07-01T10:00:00Z");
        pce.pce.missing = "no answer from pce-two";
        pce.report("2026-07-01T10:03:00Z", 5);

        PullReport report = pce.pull("2026-07-01T10:05:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.reason()).contains(": no answer from pce-two");
        assertThat(pce.sums()[0]).isEqualTo(5);
        pce.pce.missing = "";
        pce.pull("2026-07-01T10:10:00Z");
        assertThat(gaps()).allSatisfy(gap -> assertThat(gap.closedAt()).isNotNull());
        assertThat(pce.sums()[0]).isEqualTo(5);
    }

    @Test
    void a_stop_leaves_nothing_and_is_passed_on() throws Exception {
        pce.report("2026-07-01T09:50:00Z", 5);
        pce.pce.interruptNext = true;

        assertThatThrownBy(() -> pce.pull("2026-07-01T10:00:00Z"))
                .isInstanceOf(InterruptedException.class);

        assertThat(count("pull")).isZero();
        assertThat(gaps()).isEmpty();
    }

    @Test
    void a_stop_while_storing_does_not_wait_for_a_removal_and_nobody_sees_what_it_left()
            throws Exception {
        stopWhileStoring();

        assertThat(count("flow")).as("removing takes longer than a stop may").isEqualTo(1000);
        assertThat(visible("increments")).isZero();
        assertThat(visible("flows")).isZero();
    }

    @Test
    void what_a_stop_left_is_gone_before_the_next_pull_of_the_same_process() throws Exception {
        stopWhileStoring();

        pce.pull("2026-07-01T10:00:00Z");

        assertThat(count("pull")).isEqualTo(1);
        assertThat(count("flow")).isEqualTo(1500);
        assertThat(pce.sums()[0]).isEqualTo(1500);
    }

    @Test
    void what_a_stop_left_is_gone_after_the_next_start() throws Exception {
        stopWhileStoring();

        pce.restart();

        assertThat(count("pull")).isZero();
        assertThat(count("flow")).isZero();
        pce.pull("2026-07-01T10:00:00Z");
        assertThat(pce.sums()[0]).isEqualTo(1500);
    }

    private void stopWhileStoring() {
        for (int i = 0; i < 1500; i++) {
            many(i);
        }
        pce.betweenChunks = () -> Thread.currentThread().interrupt();
        assertThatThrownBy(() -> pce.pull("2026-07-01T10:00:00Z"))
                .isInstanceOf(InterruptedException.class);
        pce.betweenChunks = () -> {};
    }

    private long visible(String view) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select count(*) from history.%s where pce = :pce"
                                                        .formatted(view))
                                        .bind("pce", pce.pceName)
                                        .mapTo(long.class)
                                        .one());
    }

    @Test
    void what_a_crash_left_half_written_is_removed_at_start() throws Exception {
        for (int i = 0; i < 1500; i++) {
            many(i);
        }
        pce.betweenChunks =
                () -> {
                    throw new AssertionError("killed");
                };
        assertThatThrownBy(() -> pce.pull("2026-07-01T10:00:00Z"))
                .isInstanceOf(AssertionError.class);
        assertThat(count("flow")).isEqualTo(1000);
        assertThat(pce.increments()).isEmpty();

        pce.betweenChunks = () -> {};
        pce.restart();

        assertThat(count("flow")).isZero();
        assertThat(count("pull")).isZero();
        pce.pull("2026-07-01T10:00:00Z");
        assertThat(pce.sums()[0]).isEqualTo(1500);
    }

    @Test
    void a_store_that_breaks_in_between_is_an_outcome_too() throws Exception {
        pce.report("2026-07-01T09:50:00Z", 5);
        pce.betweenChunks =
                () -> {
                    throw new IllegalStateException("broken");
                };

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(count("flow")).isZero();
        pce.betweenChunks = () -> {};
        pce.pull("2026-07-01T10:05:00Z");
        assertThat(pce.sums()[0]).isEqualTo(5);
    }

    @Test
    void a_truncated_answer_is_split_until_everything_came() throws Exception {
        for (int i = 0; i < 300; i++) {
            many(i);
        }
        pce.pce.cap = 20;

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.OK);
        assertThat(report.rows()).as("each once, however often it came").isEqualTo(300);
        assertThat(pce.sums()[0]).isEqualTo(300);
    }

    @Test
    void a_query_that_the_pce_kills_is_asked_for_in_smaller_parts() throws Exception {
        for (int i = 0; i < 300; i++) {
            many(i, "nginx", Instant.parse("2026-06-30T01:00:00Z").plusSeconds(i * 390L));
        }
        pce.pce.killAbove = 30;

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.OK);
        assertThat(report.rows()).isEqualTo(300);
        assertThat(pce.sums()[0]).isEqualTo(300);
    }

    @Test
    void a_pce_that_kills_every_query_is_left_alone_after_a_32nd() throws Exception {
        pce.report("2026-07-01T09:50:00Z", 5);
        pce.pce.killAbove = -1;

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.problem()).isEqualTo(Problem.QUERY_FAILED);
        assertThat(pce.pce.asked).hasSize(6);
    }

    @Test
    void where_time_does_not_help_decision_port_and_label_do() throws Exception {
        for (int i = 0; i < 40; i++) {
            pce.pce.reports.add(
                    new PretendPce.Report(
                            Instant.parse("2026-07-01T09:50:00Z"),
                            Instant.parse("2026-07-01T09:50:00Z"),
                            "10.0.0." + i % 5,
                            "10.0.9.1",
                            i < 30 ? 443 : i,
                            i < 35 ? 6 : 47,
                            "p" + i,
                            "closed",
                            i % 7 == 0 ? Decision.BLOCKED : Decision.ALLOWED,
                            Direction.INBOUND,
                            1,
                            1,
                            1));
        }
        pce.pce.cap = 8;
        pce.labels = () -> List.of("1", "2", "3", "4");

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(report.reason()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.OK);
        assertThat(pce.sums()[0]).isEqualTo(40);
    }

    @Test
    void what_no_splitting_can_bring_is_partial_and_a_gap() throws Exception {
        for (int i = 0; i < 40; i++) {
            many(0, "p" + i);
        }
        pce.pce.cap = 8;

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.reason()).contains("however the question was split");
        assertThat(gaps()).singleElement().extracting("closedAt").isNull();
        assertThat(pce.sums()[0]).isEqualTo(8);
        pce.pce.cap = 100;
        pce.pull("2026-07-01T10:05:00Z");
        assertThat(pce.sums()[0]).isEqualTo(40);
        assertThat(gaps()).singleElement().extracting("closedAt").isNotNull();
    }

    @Test
    void without_room_on_the_disk_nothing_is_asked(@TempDir Path folder) throws Exception {
        PullReport report =
                greedy(folder).traffic(Instant.parse("2026-07-01T10:00:00Z"), 1, Journal.none());

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(pce.pce.asked).isEmpty();
        assertThat(gaps()).hasSize(1);
        assertThat(health("2026-07-01T10:00:00Z", "DISK").state()).isEqualTo("CRITICAL");
    }

    @Test
    void a_pause_for_want_of_disk_is_no_failed_try(@TempDir Path folder) throws Exception {
        greedy(folder).traffic(Instant.parse("2026-07-01T10:00:00Z"), 1, Journal.none());
        greedy(folder).traffic(Instant.parse("2026-07-01T10:05:00Z"), 2, Journal.none());
        pce.pce.failNext = 1;
        pce.pull("2026-07-01T10:10:00Z");

        assertThat(health("2026-07-01T10:05:00Z", "TRAFFIC").failures()).isZero();
        assertThat(health("2026-07-01T10:10:00Z", "TRAFFIC").failures()).isEqualTo(1);
    }

    /** One that never has enough room. */
    private Puller greedy(Path folder) {
        Config.Pull d = pce.settings;
        return new Puller(
                store,
                pce.pceId,
                pce.pceName,
                pce.pce,
                pce.pce,
                new Config.Pull(
                        d.settle(),
                        d.overlap(),
                        d.deadline(),
                        d.requestsPerMinute(),
                        d.spreadAfter(),
                        d.maxResults(),
                        d.firstRun(),
                        d.counters(),
                        d.ownNoise(),
                        Long.MAX_VALUE),
                Config.Keep.defaults(),
                pce.grid,
                pce.clock(),
                folder,
                List::of);
    }

    @Test
    void sources_are_shown_as_they_were_at_a_tick() throws Exception {
        pce.pull("2026-07-01T10:00:00Z");
        pce.pce.failNext = 2;
        pce.pull("2026-07-01T10:05:00Z");
        pce.pull("2026-07-01T10:10:00Z");
        pce.pull("2026-07-01T10:15:00Z");

        SourceHealth down = health("2026-07-01T10:10:00Z", "TRAFFIC");

        assertThat(down.state()).isEqualTo("FAILED");
        assertThat(down.failures()).isEqualTo(2);
        assertThat(down.lastOk()).isEqualTo("2026-07-01T10:00:00Z");
        assertThat(health("2026-07-01T10:15:00Z", "TRAFFIC").state()).isEqualTo("OK");
        assertThat(health("2026-07-01T10:15:00Z", "TRAFFIC").failures()).isZero();
    }

    @Test
    void a_clock_that_is_off_by_more_than_a_minute_is_a_warning() throws Exception {
        pce.pce.offset = Duration.ofSeconds(60);
        pce.pull("2026-07-01T10:00:00Z");
        pce.pce.offset = Duration.ofSeconds(-61);
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(health("2026-07-01T10:00:00Z", "CLOCK").state()).isEqualTo("OK");
        assertThat(health("2026-07-01T10:05:00Z", "CLOCK").state()).isEqualTo("WARNING");
    }

    @Test
    void the_pces_own_word_is_kept() {
        Instant tick = Instant.parse("2026-07-01T10:00:00Z");

        pce.puller.health(tick, 1, "CRITICAL", "core0 is down", null, Journal.none());

        assertThat(health("2026-07-01T10:00:00Z", "HEALTH"))
                .satisfies(
                        health -> {
                            assertThat(health.state()).isEqualTo("CRITICAL");
                            assertThat(health.reason()).isEqualTo("core0 is down");
                        });
    }

    @Test
    void two_pces_in_one_store_never_mix() throws Exception {
        Fixture other = new Fixture(store);
        other.counters("bucket");
        pce.report("2026-07-01T09:50:00Z", 5);
        other.report("2026-07-01T09:50:00Z", 7);

        pce.pull("2026-07-01T10:00:00Z");
        other.pull("2026-07-01T10:00:00Z");
        pce.report("2026-07-01T09:58:00Z", 1);
        other.report("2026-07-01T09:58:00Z", 2);
        pce.restart();
        other.restart();
        pce.pull("2026-07-01T10:05:00Z");
        other.pull("2026-07-01T10:05:00Z");

        assertThat(pce.sums()[0]).isEqualTo(6);
        assertThat(other.sums()[0]).isEqualTo(9);
    }

    @Test
    void a_row_whose_parts_are_not_all_asked_for_has_not_restarted() throws Exception {
        pce.pce.extra.add(pce.row("2026-07-01T04:00:00Z", "2026-07-01T04:10:00Z", 8));
        pce.pce.extra.add(pce.row("2026-07-01T04:00:00Z", "2026-07-01T09:50:00Z", 3));
        pce.pull("2026-07-01T10:00:00Z");
        pce.pce.extra.set(1, pce.row("2026-07-01T04:00:00Z", "2026-07-01T10:02:00Z", 4));

        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.sums()[0]).isEqualTo(12);
        assertThat(pce.bases()).containsExactly("NEW", "DELTA");
    }

    private void many(int i) {
        many(i, "nginx");
    }

    private void many(int i, String process) {
        many(i, process, Instant.parse("2026-07-01T09:30:00Z").plusSeconds(i % 1200));
    }

    private void many(int i, String process, Instant at) {
        pce.pce.reports.add(
                new PretendPce.Report(
                        at,
                        at,
                        "10.0.0." + i % 5,
                        "10.0.9." + i % 7,
                        1000 + i,
                        6,
                        process,
                        "closed",
                        Decision.ALLOWED,
                        Direction.INBOUND,
                        1,
                        1,
                        1));
    }

    private SourceHealth health(String tick, String kind) {
        return new SourceHealths(store)
                .asOf(pce.pceId, Instant.parse(tick)).stream()
                        .filter(health -> health.kind().equals(kind))
                        .findFirst()
                        .orElseThrow();
    }
}
