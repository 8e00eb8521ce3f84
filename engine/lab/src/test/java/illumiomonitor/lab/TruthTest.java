package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.lab.traffic.Decision;
import illumiomonitor.lab.traffic.Report;
import illumiomonitor.lab.traffic.Side;
import illumiomonitor.lab.traffic.Sum;
import illumiomonitor.lab.traffic.Truth;
import illumiomonitor.lab.traffic.Truth.Edge;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TruthTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-07-01T00:00:00Z");
    private static final Instant NINE = Instant.parse("2026-07-01T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-07-01T10:00:00Z");
    private static final Edge EDGE = new Edge("10.0.0.5", "10.0.0.9", 445, 6);

    private final Lab lab = Lab.empty(new LabClock(TEN));
    private final Truth truth = lab.truth();

    private static Connection smb() {
        return Connection.of("10.0.0.5", "10.0.0.9", 445);
    }

    @Test
    void a_connection_that_both_sides_report_counts_once() {
        lab.traffic().add(smb().at(NINE).count(3).bytes(30, 5).reportedBy(Side.SRC, Side.DST));

        assertThat(truth.edges(MIDNIGHT, TEN))
                .containsOnlyKeys(EDGE)
                .containsValue(new Sum(3, 0, 30, 5));
        assertThat(truth.rows(MIDNIGHT, TEN)).hasSize(2);
        assertThat(truth.countedRows(MIDNIGHT, TEN)).hasSize(1);
    }

    @Test
    void the_source_counts_until_the_listener_has_reported() {
        lab.traffic()
                .add(
                        smb().at(NINE)
                                .count(3)
                                .reportedBy(
                                        Report.by(Side.SRC),
                                        Report.by(Side.DST)
                                                .decision(Decision.BLOCKED)
                                                .after(Duration.ofMinutes(10))));

        assertThat(truth.edges(Decision.ALLOWED, MIDNIGHT, NINE)).hasSize(1);
        assertThat(truth.edges(Decision.BLOCKED, MIDNIGHT, NINE)).isEmpty();
        assertThat(truth.edges(Decision.ALLOWED, MIDNIGHT, TEN)).isEmpty();
        assertThat(truth.edges(Decision.BLOCKED, MIDNIGHT, TEN)).hasSize(1);
        assertThat(truth.total(MIDNIGHT, TEN).connections()).isEqualTo(3);
    }

    @Test
    void active_and_snapshot_rows_are_reports() {
        lab.traffic().add(smb().at(NINE).count(4).state("active").bytes(9, 0), smb().at(NINE));

        assertThat(truth.total(MIDNIGHT, TEN)).isEqualTo(new Sum(1, 4, 9, 0));
    }

    @Test
    void what_happened_before_the_coverage_does_not_count() {
        lab.traffic().add(smb().at(MIDNIGHT.minusSeconds(1)), smb().at(MIDNIGHT));

        assertThat(truth.total(MIDNIGHT, TEN).connections()).isEqualTo(1);
    }

    @Test
    void forgotten_connections_make_counters_fall() {
        lab.traffic().add(smb().at(NINE).count(7), smb().at(NINE.plusSeconds(60)));
        lab.traffic().remove(connection -> connection.count() == 7);

        assertThat(truth.total(MIDNIGHT, TEN).connections()).isEqualTo(1);
    }
}
