package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Direction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection that both agents report counts once. */
class TwinTest extends Pulls {

    @Test
    void what_only_the_source_reports_counts() throws Exception {
        outbound("2026-07-01T09:50:00Z", 4);

        pce.pull("2026-07-01T10:00:00Z");

        assertThat(pce.sums()[0]).isEqualTo(4);
    }

    @Test
    void the_destinations_word_counts_when_both_come_together() throws Exception {
        outbound("2026-07-01T09:50:00Z", 4);
        inbound("2026-07-01T09:50:00Z", 5);

        pce.pull("2026-07-01T10:00:00Z");

        assertThat(pce.sums()[0]).isEqualTo(5);
        assertThat(touched()).isEmpty();
    }

    @Test
    void the_source_does_not_count_when_it_comes_second() throws Exception {
        inbound("2026-07-01T09:50:00Z", 5);
        pce.pull("2026-07-01T10:00:00Z");
        outbound("2026-07-01T09:50:00Z", 4);
        pce.restart();

        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.sums()[0]).isEqualTo(5);
    }

    @Test
    void the_source_ceases_to_count_when_the_destination_comes_second() throws Exception {
        outbound("2026-07-01T09:50:00Z", 4);
        pce.pull("2026-07-01T10:00:00Z");
        pce.restart();
        inbound("2026-07-01T09:50:00Z", 5);

        pce.pull("2026-07-01T10:05:00Z");
        outbound("2026-07-01T10:06:00Z", 3);
        inbound("2026-07-01T10:06:00Z", 3);
        pce.restart();
        pce.pull("2026-07-01T10:10:00Z");

        assertThat(pce.sums()[0]).isEqualTo(8);
    }

    @Test
    void ticks_that_saw_it_counted_are_judged_again() throws Exception {
        pce.pull("2026-07-01T09:00:00Z");
        outbound("2026-07-01T09:02:00Z", 4);
        pce.pull("2026-07-01T09:30:00Z");
        inbound("2026-07-01T09:02:00Z", 5);

        pce.pull("2026-07-01T09:35:00Z");

        assertThat(touched())
                .containsExactly(
                        Instant.parse("2026-07-01T09:05:00Z"),
                        Instant.parse("2026-07-01T09:10:00Z"),
                        Instant.parse("2026-07-01T09:15:00Z"));
    }

    @Test
    void ticks_that_a_late_row_touches_are_judged_again() throws Exception {
        pce.pull("2026-07-01T09:00:00Z");
        pce.pull("2026-07-01T10:00:00Z");
        inbound("2026-07-01T09:31:00Z", 5);

        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.bases()).containsExactly("LATE");
        assertThat(touched())
                .containsExactly(
                        Instant.parse("2026-07-01T09:35:00Z"),
                        Instant.parse("2026-07-01T09:40:00Z"),
                        Instant.parse("2026-07-01T09:45:00Z"));
    }

    @Test
    void ticks_that_were_judged_without_data_are_judged_again_when_it_comes() throws Exception {
        pce.pull("2026-07-01T09:00:00Z");
        pce.pce.failNext = 2;
        pce.pull("2026-07-01T09:30:00Z");
        pce.pull("2026-07-01T10:00:00Z");
        inbound("2026-07-01T09:41:00Z", 5);

        pce.pull("2026-07-01T10:05:00Z");

        assertThat(pce.bases()).containsExactly("NEW");
        assertThat(touched()).containsExactly(Instant.parse("2026-07-01T09:45:00Z"));
    }

    @Test
    void a_row_that_ends_at_the_newest_settled_tick_touches_it() throws Exception {
        pce.pull("2026-07-01T09:00:00Z");
        pce.pull("2026-07-01T10:00:00Z");
        inbound("2026-07-01T09:45:00Z", 5);

        pce.pull("2026-07-01T10:05:00Z");

        assertThat(touched()).containsExactly(Instant.parse("2026-07-01T09:45:00Z"));
    }

    @Test
    void beyond_an_hour_a_late_row_touches_ticks_for_the_windows_that_reach_back_to_it()
            throws Exception {
        pce.pull("2026-07-01T06:00:00Z");
        pce.pull("2026-07-01T10:00:00Z");
        pce.answer(pce.row("2026-07-01T07:31:00Z", "2026-07-01T07:31:00Z", 1));

        pce.pull("2026-07-01T10:05:00Z");

        assertThat(touched())
                .startsWith(Instant.parse("2026-07-01T07:35:00Z"))
                .endsWith(Instant.parse("2026-07-01T08:30:00Z"));
        assertThat(reaches())
                .as("from 08:35 to 09:45, in minutes since the end of the row's minute")
                .hasSize(15)
                .startsWith(63L)
                .endsWith(133L);
    }

    @Test
    void at_most_72_ticks_are_judged_again_and_the_rest_is_said() throws Exception {
        pce.pull("2026-06-30T23:00:00Z");
        pce.pull("2026-07-01T09:55:00Z");
        pce.answer(
                pce.row("2026-07-01T00:31:00Z", "2026-07-01T00:31:00Z", 1),
                pce.row("2026-07-01T01:31:00Z", "2026-07-01T01:31:00Z", 1),
                pce.row("2026-07-01T02:31:00Z", "2026-07-01T02:31:00Z", 1),
                pce.row("2026-07-01T03:31:00Z", "2026-07-01T03:31:00Z", 1),
                pce.row("2026-07-01T04:31:00Z", "2026-07-01T04:31:00Z", 1),
                pce.row("2026-07-01T05:31:00Z", "2026-07-01T05:31:00Z", 1),
                pce.row("2026-07-01T06:31:00Z", "2026-07-01T06:31:00Z", 1));

        PullReport report = pce.pull("2026-07-01T10:05:00Z");

        assertThat(touched()).hasSize(72).doesNotContain(Instant.parse("2026-07-01T00:35:00Z"));
        assertThat(report.reason())
                .contains("older ticks that late rows touched are not judged again");
    }

    @Test
    void the_next_day_is_another_connection() throws Exception {
        outbound("2026-06-30T09:50:00Z", 4);
        inbound("2026-07-01T09:50:00Z", 5);

        pce.pull("2026-07-01T10:00:00Z");

        assertThat(pce.sums()[0]).isEqualTo(9);
    }

    @Test
    void another_port_is_another_connection() throws Exception {
        outbound("2026-07-01T09:50:00Z", 4);
        inbound("2026-07-01T09:50:00Z", 5, 444);

        pce.pull("2026-07-01T10:00:00Z");

        assertThat(pce.sums()[0]).isEqualTo(9);
    }

    private void outbound(String at, long connections) {
        pce.report(at, at, connections, Direction.OUTBOUND);
    }

    private void inbound(String at, long connections) {
        pce.report(at, at, connections, Direction.INBOUND);
    }

    private void inbound(String at, long connections, int port) {
        PretendPce.Report report = pce.report(at, at, connections, Direction.INBOUND);
        pce.pce.reports.remove(report);
        pce.pce.reports.add(
                new PretendPce.Report(
                        report.at(),
                        report.arrives(),
                        report.src(),
                        report.dst(),
                        port,
                        report.proto(),
                        "other process",
                        report.state(),
                        report.decision(),
                        report.direction(),
                        report.connections(),
                        report.in(),
                        report.out()));
    }

    private List<Long> reaches() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select reach_s / 60 from touched_tick where pce_id = :pce and reach_s > 0 order by tick")
                                        .bind("pce", pce.pceId)
                                        .mapTo(Long.class)
                                        .list());
    }

    private List<Instant> touched() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select tick from touched_tick where pce_id = :pce and reach_s = 0 order by tick")
                                        .bind("pce", pce.pceId)
                                        .map((row, ctx) -> Times.instant(row, 1))
                                        .list());
    }
}
