package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pull.Reconciliation.Line;
import illumiomonitor.engine.pull.Reconciliation.Report;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconciliationTest {

    private Store store;
    private Fixture pce;

    @BeforeEach
    void open() {
        store = Fixture.memory();
        pce = new Fixture(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucket", "clipped"})
    void every_difference_is_explained(String counters) throws Exception {
        pce.pce.clipped = counters.equals("clipped");
        pce.counters(counters);
        pce.report("2026-07-01T07:50:00Z", 5);
        pce.report("2026-07-01T08:50:00Z", "2026-07-01T08:50:00Z", 4, Direction.OUTBOUND);
        pce.pull("2026-07-01T10:00:00Z");
        pce.report("2026-07-01T10:01:00Z", 2);
        pce.pce.now = Instant.parse("2026-07-01T10:03:00Z");

        Report report = reconcile("2026-07-01");

        Line allowed = report.lines().get(Decision.ALLOWED.ordinal());
        assertThat(report.agrees()).isTrue();
        assertThat(allowed.rows()).isEqualTo(2);
        assertThat(allowed.pce().connections()).isEqualTo(11);
        assertThat(allowed.counted().connections()).isEqualTo(5);
        assertThat(allowed.twins().connections()).isEqualTo(4);
        assertThat(allowed.pending().connections()).isEqualTo(2);
    }

    @Test
    void what_was_there_before_coverage_is_named() throws Exception {
        pce.counters("bucket");
        pce.answer(pce.row("2026-06-29T00:00:00Z", "2026-06-30T00:00:00Z", 7));
        pce.pull("2026-07-01T10:00:00Z");

        Report report = reconcile("2026-06-29");

        assertThat(report.agrees()).isTrue();
        assertThat(report.lines().get(0).before().connections()).isEqualTo(7);
    }

    @Test
    void a_row_that_lives_on_into_the_next_day_belongs_to_the_day_on_which_it_began()
            throws Exception {
        pce.counters("bucket");
        pce.pce.extra.add(pce.row("2026-06-30T00:00:00Z", "2026-07-01T09:00:00Z", 7));
        pce.report("2026-07-01T07:50:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        pce.pce.extra.set(0, pce.row("2026-06-30T00:00:00Z", "2026-07-01T10:50:00Z", 9));
        pce.pull("2026-07-01T11:00:00Z");

        Report began = reconcile("2026-06-30");
        Report livesOn = reconcile("2026-07-01");

        assertThat(began.agrees()).isTrue();
        assertThat(began.lines().get(Decision.ALLOWED.ordinal()).pce().connections()).isEqualTo(9);
        assertThat(livesOn.agrees()).isTrue();
        assertThat(livesOn.lines().get(Decision.ALLOWED.ordinal()).pce().connections())
                .isEqualTo(5);
    }

    @Test
    void what_a_row_grew_by_in_the_next_day_since_it_was_pulled_is_pending() throws Exception {
        pce.counters("bucket");
        pce.pce.extra.add(pce.row("2026-06-30T09:00:00Z", "2026-06-30T23:58:00Z", 7));
        pce.pull("2026-07-01T00:00:00Z");
        pce.pce.extra.set(0, pce.row("2026-06-30T09:00:00Z", "2026-07-01T00:03:00Z", 10));

        Report report = reconcile("2026-06-30");

        assertThat(report.agrees()).isTrue();
        assertThat(report.lines().get(Decision.ALLOWED.ordinal()).pending().connections())
                .isEqualTo(3);
    }

    @Test
    void counters_that_the_pce_dropped_stay_unexplained() throws Exception {
        pce.counters("bucket");
        pce.report("2026-07-01T07:50:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        pce.pce.reports.clear();

        Report report = reconcile("2026-07-01");

        assertThat(report.agrees()).isFalse();
        assertThat(report.lines().get(0).unexplained().connections()).isEqualTo(-5);
    }

    @Test
    void a_row_that_no_pull_stored_is_not_taken_for_a_new_one() throws Exception {
        pce.counters("bucket");
        pce.report("2026-07-01T07:50:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        pce.report("2026-07-01T08:30:00Z", "2026-07-01T08:30:00Z", 4, Direction.OUTBOUND);
        pce.report("2026-07-01T09:50:00Z", "2026-07-01T09:50:00Z", 2, Direction.INBOUND);

        Line allowed = reconcile("2026-07-01").lines().get(Decision.ALLOWED.ordinal());

        assertThat(allowed.missed().connections()).isEqualTo(4);
        assertThat(allowed.unexplained().connections()).isEqualTo(4);
        assertThat(allowed.pending().connections()).isEqualTo(2);
    }

    @Test
    void a_day_of_which_nothing_can_be_known_is_refused_with_the_reason() throws Exception {
        Instant now = Instant.parse("2026-07-10T10:00:00Z");
        assertThat(pce.reconciliation().refusal(LocalDate.parse("2026-07-01"), now))
                .hasValue("nothing has been pulled yet");
        pce.counters("bucket");
        pce.pull("2026-07-10T10:00:00Z");

        assertThat(pce.reconciliation().refusal(LocalDate.parse("2026-07-10"), now)).isEmpty();
        assertThat(pce.reconciliation().refusal(LocalDate.parse("2026-07-11"), now))
                .hasValue("2026-07-11 has not begun yet");
        assertThat(pce.reconciliation().refusal(LocalDate.parse("2026-07-01"), now).orElseThrow())
                .contains("2026-07-01 lies before what was pulled");
        assertThat(pce.reconciliation().refusal(LocalDate.parse("2026-06-09"), now).orElseThrow())
                .contains("the oldest kept day is 2026-06-10 (keep.flows)");
    }

    @Test
    void a_sound_store_passes_the_check_and_a_broken_one_does_not() throws Exception {
        pce.counters("bucket");
        pce.report("2026-07-01T07:50:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        assertThat(new Integrity(store).check()).isEmpty();

        store.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute("update increment set connections = -1");
                            handle.execute(
                                    """
                                    insert into increment
                                    select increment_id + 1, flow_id + 1, src, dst, since_at, until_at, last_detected,
                                           0, 0, 0, 0, 0, 0, basis, 0
                                      from increment
                                    """);
                        });

        List<String> wrong = new Integrity(store).check();
        assertThat(wrong).anySatisfy(line -> assertThat(line).contains("negative"));
        assertThat(wrong).anySatisfy(line -> assertThat(line).contains("does not exist"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000})
    void totals_that_fall_are_found_however_many_days_are_read_at_once(long flowsAtOnce)
            throws Exception {
        pce.counters("bucket");
        for (String day : List.of("2026-07-01", "2026-07-02", "2026-07-03")) {
            pce.report(day + "T07:50:00Z", 5);
            pce.pull(day + "T10:00:00Z");
            pce.report(day + "T10:01:00Z", 5);
            pce.pull(day + "T10:05:00Z");
        }
        assertThat(new Integrity(store, flowsAtOnce).check()).isEmpty();

        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "update increment set total_in = 0 where total_connections = 10"));

        assertThat(new Integrity(store, flowsAtOnce).check())
                .filteredOn(line -> line.contains("fall without a reset"))
                .hasSize(3);
    }

    private Report reconcile(String day) throws Exception {
        return pce.reconciliation().of(LocalDate.parse(day), Journal.none());
    }
}
