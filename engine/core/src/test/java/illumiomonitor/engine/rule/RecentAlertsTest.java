package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.engine.reference.Reference;
import illumiomonitor.engine.reference.References;
import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.RecentAlert;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rules on alerts see of the findings of earlier ticks. */
class RecentAlertsTest {

    private static final Tick TICK = new Tick(TEN, TEN.minusSeconds(600), ZoneOffset.UTC, true);

    private Planted planted;

    @BeforeEach
    void open() throws Exception {
        planted = new Planted();
    }

    @AfterEach
    void close() {
        planted.close();
    }

    private void found(String rule, String subject, String severity, Duration ago, String held) {
        planted.execute(
                """
                insert into finding (pce_id, rule, rule_version, subject, tick, severity, summary,
                                     confirmed, held, happened_at, visible_at, pulled_at, judged_at)
                values (1, ?, '1', ?, ?, ?, 'x', true, ?, ?, ?, ?, ?)
                """,
                rule,
                subject,
                Planted.utc(TEN.minus(ago)),
                severity,
                held,
                Planted.utc(TEN),
                Planted.utc(TEN),
                Planted.utc(TEN),
                Planted.utc(TEN));
    }

    private FactSource.Window window(Handle handle, FactSource.Quiets quiets) {
        return new FactSource.Window(handle, 1, "hq", TICK, List.of(), null, quiets);
    }

    private List<RecentAlert> recent() {
        try (Handle handle = planted.store.jdbi().open()) {
            Reference reference = new References(planted.store).asOf(handle, 1, TEN);
            return RecentAlerts.asOf(
                    window(handle, rule -> Duration.ofMinutes(30)),
                    (pce, from, tick, stored) -> stored,
                    reference);
        }
    }

    @Test
    void an_alert_counts_on_for_a_week_after_it_is_quiet() {
        found("a", "10.0.0.1", "HIGH", Duration.ofDays(6), "");
        found("a", "10.0.0.1", "CRITICAL", Duration.ofDays(3), "");
        found("a", "10.0.0.2", "HIGH", Duration.ofDays(8), "");

        List<RecentAlert> recent = recent();

        assertThat(recent).hasSize(1);
        assertThat(recent.get(0).severity()).hasToString("CRITICAL");
        assertThat(recent.get(0).firstTick()).isEqualTo(TEN.minus(Duration.ofDays(6)));
        assertThat(recent.get(0).lastTick()).isEqualTo(TEN.minus(Duration.ofDays(3)));
    }

    @Test
    void what_told_nobody_is_left_out() {
        found("a", "10.0.0.1", "HIGH", Duration.ofMinutes(5), "shadow");
        found("b", "10.0.0.1", "HIGH", Duration.ofMinutes(5), "exception: known");
        found("c", "10.0.0.1", "HIGH", Duration.ofMinutes(5), "learning");
        found("d", "10.0.0.1", "HIGH", Duration.ofMinutes(5), "");

        assertThat(recent()).extracting(RecentAlert::rule).containsExactly("d");
    }

    @Test
    void an_edge_is_about_its_source_and_a_service_about_its_address() {
        Duration now = Duration.ofMinutes(5);
        found("a", "10.0.0.1 > 10.0.0.9", "HIGH", now, "");
        found("b", "10.0.0.1", "HIGH", now, "");
        found("c", "10.0.0.9:22", "HIGH", now, "");
        found("d", "ada", "HIGH", now, "");
        found("e", "2001:db8::5", "HIGH", now, "");

        assertThat(recent())
                .extracting(RecentAlert::rule, RecentAlert::entity)
                .containsExactlyInAnyOrder(
                        tuple("a", "10.0.0.1"),
                        tuple("b", "10.0.0.1"),
                        tuple("c", "10.0.0.9"),
                        tuple("d", "ada"),
                        tuple("e", "2001:db8::5"));
    }

    @Test
    void an_alert_is_open_as_long_as_its_rule_says_and_be_it_two_days() {
        found("slow", "10.0.0.1", "HIGH", Duration.ofHours(40), "");
        found("fast", "10.0.0.1", "HIGH", Duration.ofHours(40), "");
        FactSource.Quiets quiets =
                new FactSource.Quiets() {
                    @Override
                    public Duration of(String rule) {
                        return Duration.ofHours(rule.equals("slow") ? 48 : 1);
                    }

                    @Override
                    public Duration longest() {
                        return Duration.ofHours(48);
                    }
                };

        try (Handle handle = planted.store.jdbi().open()) {
            List<OpenAlert> open =
                    OpenAlerts.asOf(window(handle, quiets), (pce, from, tick, stored) -> stored);
            assertThat(open).extracting(OpenAlert::rule).containsExactly("slow");
        }
    }

    @Test
    void what_comes_after_the_tick_is_not_known() {
        found("a", "10.0.0.1", "HIGH", Duration.ZERO, "");

        assertThat(recent()).isEmpty();
    }
}
