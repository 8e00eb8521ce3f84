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

    private Report reconcile(String day) throws Exception {
        return new Reconciliation(store, pce.pceId, pce.pce, 200_000, List::of)
                .of(LocalDate.parse(day), Journal.none());
    }
}
