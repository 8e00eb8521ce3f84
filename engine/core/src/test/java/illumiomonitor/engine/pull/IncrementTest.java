package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line of the table of increments. Coverage begins at 2026-06-30T00:00Z. */
class IncrementTest extends Pulls {

    @Test
    void a_row_met_for_the_first_time_counts_whole() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7));

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.OK);
        assertThat(report.increments()).isEqualTo(1);
        assertThat(pce.increments())
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.basis()).isEqualTo("NEW");
                            assertThat(one.connections()).isEqualTo(7);
                            assertThat(one.in()).isEqualTo(70);
                            assertThat(one.since()).isEqualTo("2026-07-01T00:00:00Z");
                            assertThat(one.until()).isEqualTo("2026-07-01T09:50:00Z");
                        });
    }

    @Test
    void a_row_that_began_when_coverage_began_counts_whole() throws Exception {
        pce.answer(pce.row("2026-06-30T00:00:00Z", "2026-06-30T09:50:00Z", 7));

        pce.pull("2026-07-01T10:00:00Z");

        assertThat(pce.bases()).containsExactly("NEW");
    }

    @Test
    void a_row_that_began_before_coverage_counts_nothing_but_is_remembered() throws Exception {
        pce.answer(pce.row("2026-06-29T23:59:59Z", "2026-06-30T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-06-29T23:59:59Z", "2026-06-30T09:51:00Z", 9));
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.bases()).containsExactly("BASELINE", "LATE");
        assertThat(pce.increments()).extracting("connections").containsExactly(0L, 2L);
        assertThat(pce.increments()).extracting("total").containsExactly(7L, 9L);
    }

    @Test
    void a_row_that_grew_counts_the_difference_since_the_pull_before() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T10:03:00Z", 9));
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.increments())
                .last()
                .satisfies(
                        one -> {
                            assertThat(one.basis()).isEqualTo("DELTA");
                            assertThat(one.connections()).isEqualTo(2);
                            assertThat(one.total()).isEqualTo(9);
                            assertThat(one.since()).isEqualTo("2026-07-01T10:00:00Z");
                            assertThat(one.until()).isEqualTo("2026-07-01T10:03:00Z");
                        });
    }

    @Test
    void what_was_reported_after_its_time_counts_at_its_time() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:40:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 9));
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.increments())
                .last()
                .satisfies(
                        one -> {
                            assertThat(one.since()).isEqualTo(one.until());
                            assertThat(one.until()).isEqualTo("2026-07-01T09:50:00Z");
                        });
    }

    @Test
    void the_same_row_again_adds_nothing() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7));

        pce.pull("2026-07-01T10:00:00Z");
        PullReport again = pce.pull("2026-07-01T10:05:00Z");

        assertThat(again.rows()).isEqualTo(1);
        assertThat(again.increments()).isZero();
    }

    @Test
    void a_lower_row_that_shows_no_later_activity_is_stale() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 6));
        PullReport again = pce.pull("2026-07-01T10:05:00Z");

        assertThat(again.stale()).isEqualTo(1);
        assertThat(again.increments()).isZero();
    }

    @Test
    void a_lower_row_that_shows_later_activity_has_restarted() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:01Z", 6));
        PullReport again = pce.pull("2026-07-01T10:05:00Z");

        assertThat(again.stale()).isZero();
        assertThat(pce.increments())
                .last()
                .satisfies(
                        one -> {
                            assertThat(one.basis()).isEqualTo("RESET");
                            assertThat(one.connections()).isEqualTo(6);
                        });
    }

    @Test
    void counters_restart_together() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        var row = pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:55:00Z", 2);
        pce.answer(PretendPce.with(row, row.firstDetected(), 2, 500, 0));
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.increments())
                .last()
                .satisfies(
                        one -> {
                            assertThat(one.basis()).isEqualTo("RESET");
                            assertThat(one.connections()).isEqualTo(2);
                            assertThat(one.in()).isEqualTo(500);
                        });
    }

    @Test
    void each_counter_grows_on_its_own() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        var row = pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7);
        pce.answer(PretendPce.with(row, row.firstDetected(), 7, 99, 14));
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.increments())
                .last()
                .satisfies(
                        one -> {
                            assertThat(one.basis()).isEqualTo("DELTA");
                            assertThat(one.connections()).isZero();
                            assertThat(one.in()).isEqualTo(29);
                        });
    }

    @Test
    void activity_without_growth_is_a_proof_of_life() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T10:01:00Z", 7));
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.increments())
                .last()
                .satisfies(
                        one -> {
                            assertThat(one.basis()).isEqualTo("DELTA");
                            assertThat(one.connections()).isZero();
                            assertThat(one.until()).isEqualTo("2026-07-01T10:01:00Z");
                        });
    }

    @Test
    void growth_that_is_exactly_settled_is_not_late() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:00:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:45:00Z", 8));
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.bases()).containsExactly("NEW", "DELTA");
    }

    @Test
    void growth_older_than_that_is_late_and_says_by_how_much() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:00:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:44:59Z", 8));
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.bases()).containsExactly("NEW", "LATE");
        assertThat(pce.increments().get(1).late()).isEqualTo(20);
    }

    @Test
    void nothing_ends_after_the_tick() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T10:02:00Z", 7));

        pce.pull("2026-07-01T10:00:00Z");

        assertThat(pce.increments().get(0).until()).isEqualTo("2026-07-01T10:00:00Z");
    }

    @Test
    void after_an_outage_growth_spans_it() throws Exception {
        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-07-01T00:00:00Z", "2026-07-01T12:58:00Z", 100));
        pce.pull("2026-07-01T13:00:00Z");

        assertThat(pce.increments())
                .last()
                .satisfies(
                        one -> {
                            assertThat(one.since()).isEqualTo("2026-07-01T10:00:00Z");
                            assertThat(one.until()).isEqualTo("2026-07-01T12:58:00Z");
                        });
    }

    @Test
    void equal_rows_of_one_answer_are_added_up() throws Exception {
        pce.answer(
                pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7),
                pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:55:00Z", 3));

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(pce.increments()).extracting("connections").containsExactly(10L);
        assertThat(merged(report)).isEqualTo(1);
    }

    @Test
    void rows_that_differ_in_first_detected_alone_are_two() throws Exception {
        pce.answer(
                pce.row("2026-07-01T00:00:00Z", "2026-07-01T09:50:00Z", 7),
                pce.row("2026-07-01T06:00:00Z", "2026-07-01T09:55:00Z", 3));

        pce.pull("2026-07-01T10:00:00Z");
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.increments()).extracting("connections").containsExactly(7L, 3L);
    }

    @Test
    void a_late_report_that_moves_the_beginning_counts_the_difference() throws Exception {
        pce.answer(pce.row("2026-07-01T09:30:00Z", "2026-07-01T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        pce.answer(pce.row("2026-07-01T09:20:00Z", "2026-07-01T09:50:00Z", 9));
        pce.pull("2026-07-01T10:05:00Z");
        pce.restart();
        pce.answer(pce.row("2026-07-01T09:20:00Z", "2026-07-01T09:58:00Z", 10));
        pce.pull("2026-07-01T10:10:00Z");

        assertThat(pce.increments()).extracting("connections").containsExactly(7L, 2L, 1L);
        assertThat(pce.increments())
                .extracting("flowId")
                .containsOnly(pce.increments().get(0).flowId());
        assertThat(firstDetected()).isEqualTo("2026-07-01T09:20:00Z");
    }

    @Test
    void an_old_answer_that_shows_the_former_beginning_is_stale() throws Exception {
        pce.answer(pce.row("2026-07-01T09:30:00Z", "2026-07-01T09:50:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");
        pce.answer(pce.row("2026-07-01T09:20:00Z", "2026-07-01T09:50:00Z", 9));
        pce.pull("2026-07-01T10:05:00Z");
        pce.restart();

        pce.answer(pce.row("2026-07-01T09:30:00Z", "2026-07-01T09:50:00Z", 7));
        PullReport report = pce.pull("2026-07-01T10:10:00Z");

        assertThat(report.stale()).isEqualTo(1);
        assertThat(pce.sums()[0]).isEqualTo(9);
    }

    @Test
    void a_rewritten_state_is_the_same_row() throws Exception {
        pce.pce.splitStates = false;
        pce.report("2026-07-01T09:30:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");

        pce.pce.reports.add(withState(pce.report("2026-07-01T09:58:00Z", 2), "active"));
        pce.pce.reports.remove(1);
        pce.pull("2026-07-01T10:05:00Z");
        pce.restart();
        pce.pull("2026-07-01T10:10:00Z");

        assertThat(pce.increments()).extracting("connections").containsExactly(5L, 2L);
    }

    @Test
    void a_workload_that_becomes_managed_does_not_count_again() throws Exception {
        pce.report("2026-07-01T09:30:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");

        pce.pce.managed = true;
        pce.report("2026-07-01T09:58:00Z", 2);
        pce.pull("2026-07-01T10:05:00Z");
        pce.restart();
        pce.pull("2026-07-01T10:10:00Z");

        assertThat(pce.increments()).extracting("connections").containsExactly(5L, 2L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void totals_do_not_stand_for_the_increments_of_a_row_that_looked_otherwise_in_between(
            boolean foldedAtOnce) throws Exception {
        pce.report("2026-07-01T09:30:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        if (!foldedAtOnce) {
            pce.store.totals().fold();
        }
        pce.pce.managed = true;
        pce.report("2026-07-01T09:58:00Z", 2);
        pce.pull("2026-07-01T10:05:00Z");
        pce.store.totals().fold();
        pce.store
                .jdbi()
                .useHandle(handle -> handle.execute("update flow_total set connections = 1"));
        pce.restart();

        pce.pull("2026-07-01T10:10:00Z");

        assertThat(pce.sums()[0]).isEqualTo(7);
    }

    @Test
    void a_writer_that_begins_reads_totals_in_place_of_the_increments_folded_into_them()
            throws Exception {
        pce.report("2026-07-01T09:30:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        pce.pce.labelSuffix = "uction";
        pce.report("2026-07-01T09:58:00Z", 2);
        pce.pull("2026-07-01T10:05:00Z");
        pce.store.totals().fold();
        pce.store.jdbi().useHandle(handle -> handle.execute("delete from increment"));

        pce.restart();

        pce.report("2026-07-01T10:08:00Z", 4);
        pce.pull("2026-07-01T10:10:00Z");

        assertThat(pce.sums()[0]).isEqualTo(4);
    }

    @Test
    void totals_that_an_older_version_folded_do_not_stand_for_the_increments() throws Exception {
        pce.report("2026-07-01T09:30:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        pce.store.totals().fold();
        pce.store
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "update flow_total set first_until = null, connections = 1"));
        pce.restart();

        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.sums()[0]).isEqualTo(5);
    }

    @Test
    void a_changed_label_starts_a_new_version_of_the_endpoint() throws Exception {
        pce.report("2026-07-01T09:30:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");

        pce.pce.labelSuffix = "uction";
        pce.report("2026-07-01T09:58:00Z", 2);
        pce.pull("2026-07-01T10:05:00Z");

        assertThat(labels()).isEqualTo("app=shop,env=production");
        assertThat(pce.bases()).containsExactly("NEW", "DELTA");
    }

    @Test
    void a_row_of_a_day_that_is_not_kept_is_refused() throws Exception {
        pce.answer(
                pce.row("2026-06-17T00:00:00Z", "2026-06-17T09:50:00Z", 7),
                pce.row("2026-06-16T23:59:59Z", "2026-06-16T23:59:59Z", 7));

        PullReport report = pce.pull("2026-07-01T10:00:00Z");

        assertThat(report.expired()).isEqualTo(1);
        assertThat(pce.bases()).containsExactly("BASELINE");
    }

    @Test
    void midnight_starts_a_new_row() throws Exception {
        pce.pce.midnight = true;
        pce.report("2026-07-01T23:58:00Z", 4);
        pce.report("2026-07-02T00:01:00Z", 3);

        pce.pull("2026-07-02T00:00:00Z");
        pce.pull("2026-07-02T00:05:00Z");

        assertThat(pce.bases()).containsExactly("NEW", "NEW");
        assertThat(pce.increments()).extracting("connections").containsExactly(4L, 3L);
        assertThat(pce.increments())
                .last()
                .satisfies(one -> assertThat(one.since()).isEqualTo("2026-07-02T00:00:00Z"));
    }

    private static PretendPce.Report withState(PretendPce.Report report, String state) {
        return new PretendPce.Report(
                report.at(),
                report.arrives(),
                report.src(),
                report.dst(),
                report.port(),
                report.proto(),
                report.process(),
                state,
                report.decision(),
                report.direction(),
                report.connections(),
                report.in(),
                report.out());
    }

    private long merged(PullReport report) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select merged from pull where pull_id = :id")
                                        .bind("id", report.pullId())
                                        .mapTo(Long.class)
                                        .one());
    }

    private Instant firstDetected() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select first_detected from history.flows where pce = :pce")
                                        .bind("pce", pce.pceName)
                                        .map((row, ctx) -> Times.instant(row, 1))
                                        .one());
    }

    private String labels() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select src_labels from history.flows where pce = :pce")
                                        .bind("pce", pce.pceName)
                                        .mapTo(String.class)
                                        .one());
    }
}
