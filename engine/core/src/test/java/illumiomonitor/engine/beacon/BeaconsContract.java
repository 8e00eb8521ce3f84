package illumiomonitor.engine.beacon;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.rollup.Memory;
import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.engine.rule.Planted;
import illumiomonitor.spi.Beacon;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A day of pulls, one each hour, as they leave it in the store; midnight is in the middle of it.
 */
abstract class BeaconsContract {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int LATE = 2;
    private static final String HERE = "10.0.0.5";
    private static final String OUT = "52.1.2.3";

    private Planted planted;
    private Memory memory;

    abstract Store openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        planted = new Planted(openEmpty());
        restart();
    }

    /** What was held in memory is gone, and read from the store again. */
    private void restart() {
        memory =
                new Memory(
                        planted.store,
                        Config.Pull.defaults(),
                        Config.Judge.defaults(),
                        ZoneOffset.UTC,
                        (pce, tick) -> List.of());
    }

    @AfterEach
    void close() {
        planted.close();
    }

    private List<Beacon> beacons() throws InterruptedException {
        memory.rollups().takeIn(PCE, "hq");
        try (Handle handle = planted.store.jdbi().open()) {
            return new Beacons()
                    .facts(
                            new FactSource.Window(
                                    handle,
                                    PCE,
                                    "hq",
                                    new Tick(TEN, TEN.minus(DAY), ZoneOffset.UTC, true),
                                    List.copyOf(
                                            memory.windows()
                                                    .between(PCE, "hq", TEN.minus(DAY), TEN)),
                                    memory.windows(),
                                    rule -> DAY));
        }
    }

    /** End of the hour of this number, 1 to 24. */
    private static Instant hour(int number) {
        return TEN.minus(DAY).plus(Duration.ofHours(number));
    }

    private void pull(int hour) {
        planted.pull(hour(hour), "OK");
    }

    private static Instant minutesBefore(int hour, int minutes) {
        return hour(hour).minus(Duration.ofMinutes(minutes));
    }

    private static boolean calls(int hour) {
        return hour % 4 != 0;
    }

    /** Calls in three hours of four, from the first to the 23rd. */
    private void clockwork(String src, String dst) {
        Planted.Row row = planted.flow(src, dst, 443).allowed();
        for (int hour = 1; hour <= 24; hour++) {
            pull(hour);
            if (calls(hour)) {
                row.grew(1, 200, hour(hour - 1), minutesBefore(hour, 7));
            }
        }
    }

    @Test
    void a_day_of_pulls_gives_the_score_of_their_sums() throws InterruptedException {
        clockwork(HERE, OUT);

        // 18 of 24 hours alike: counts 1, size 1, two heights 18/17; 22 of 24 parts from end to end
        assertThat(beacons())
                .singleElement()
                .satisfies(
                        beacon -> {
                            assertThat(beacon.srcIp()).isEqualTo(HERE);
                            assertThat(beacon.dstIp()).isEqualTo(OUT);
                            assertThat(beacon.by()).isEqualTo(Beacon.PULLS);
                            assertThat(beacon.regularity()).isEqualTo(1);
                            assertThat(beacon.size()).isEqualTo(1);
                            assertThat(beacon.histogram()).isEqualTo(1);
                            assertThat(beacon.duration()).isEqualTo(0.917);
                            assertThat(beacon.score()).isEqualTo(0.979);
                            assertThat(beacon.occupied()).isEqualTo(18);
                            assertThat(beacon.connections()).isEqualTo(18);
                            assertThat(beacon.bytesIn()).isEqualTo(3_600);
                            assertThat(beacon.rank()).isEqualTo(1);
                        });
    }

    @Test
    void ticks_and_restarts_in_between_leave_the_score_of_all_at_once()
            throws InterruptedException {
        Planted.Row row = planted.flow(HERE, OUT, 443).allowed();
        for (int hour = 1; hour <= 24; hour++) {
            pull(hour);
            if (calls(hour)) {
                row.grew(1, 200, hour(hour - 1), minutesBefore(hour, 7));
            }
            beacons();
            if (hour % 5 == 0) {
                restart();
            }
        }
        List<Beacon> stepwise = beacons();
        restart();
        List<Beacon> atOnce = beacons();

        assertThat(stepwise).isEqualTo(atOnce);
        assertThat(atOnce)
                .singleElement()
                .satisfies(
                        beacon -> {
                            assertThat(beacon.score()).isEqualTo(0.979);
                            assertThat(beacon.connections()).isEqualTo(18);
                            assertThat(beacon.firstSeen()).isEqualTo(hour(0));
                        });
    }

    @Test
    void rows_that_repeat_their_connections_at_every_report_are_no_callers()
            throws InterruptedException {
        Planted.Row open = planted.flow(HERE, OUT, 443).allowed().state("active");
        Planted.Row shown = planted.flow(HERE, "52.1.2.4", 443).allowed().state("snapshot");
        for (int hour = 1; hour <= 24; hour++) {
            pull(hour);
            open.grew(1, 200, hour(hour - 1), minutesBefore(hour, 7));
            shown.grew(1, 200, hour(hour - 1), minutesBefore(hour, 7));
        }

        assertThat(beacons()).isEmpty();
    }

    @Test
    void counters_that_begin_anew_at_midnight_are_one_edge() throws InterruptedException {
        Planted.Row day = planted.flow(HERE, OUT, 443).allowed();
        for (int hour = 1; hour <= 24; hour++) {
            if (hour(hour - 1).equals(Instant.parse("2026-03-02T00:00:00Z"))) {
                day = planted.flow(HERE, OUT, 443).allowed();
            }
            pull(hour);
            if (calls(hour)) {
                day.grew(1, 200, hour(hour - 1), minutesBefore(hour, 7));
            }
        }

        assertThat(beacons())
                .singleElement()
                .satisfies(
                        beacon -> {
                            assertThat(beacon.score()).isEqualTo(0.979);
                            assertThat(beacon.occupied()).isEqualTo(18);
                        });
    }

    @Test
    void a_late_row_counts_in_the_hour_of_its_activity() throws InterruptedException {
        Planted.Row row = planted.flow(HERE, OUT, 443).allowed();
        for (int hour = 1; hour <= 24; hour++) {
            pull(hour);
            if (calls(hour) && hour != 5) {
                row.grew(1, 200, hour(hour - 1), minutesBefore(hour, 7));
            }
            if (hour == 8) {
                row.grew(1, 200, minutesBefore(5, 7), minutesBefore(5, 7), LATE);
            }
        }

        assertThat(beacons())
                .singleElement()
                .satisfies(
                        beacon -> {
                            assertThat(beacon.score()).isEqualTo(0.979);
                            assertThat(beacon.occupied()).isEqualTo(18);
                        });
    }

    @Test
    void what_came_at_once_after_an_outage_is_counted_and_shows_no_rhythm()
            throws InterruptedException {
        Planted.Row row = planted.flow(HERE, OUT, 443).allowed();
        Planted.Row seldom = planted.flow(HERE, "52.1.2.4", 443).allowed();
        IntStream.rangeClosed(1, 24)
                .filter(hour -> hour < 10 || hour > 15)
                .forEach(
                        hour -> {
                            pull(hour);
                            Instant since = hour == 16 ? hour(9) : hour(hour - 1);
                            row.grew(
                                    hour == 16 ? 7 : 1,
                                    hour == 16 ? 70_000 : 200,
                                    since,
                                    minutesBefore(hour, 7));
                            if (hour < 6 || hour == 16) {
                                seldom.grew(1, 200, since, minutesBefore(hour, 7));
                            }
                        });

        // The edge that is known of in five hours only is none.
        assertThat(beacons())
                .singleElement()
                .satisfies(
                        beacon -> {
                            assertThat(beacon.dstIp()).isEqualTo(OUT);
                            assertThat(beacon.occupied()).isEqualTo(17);
                            assertThat(beacon.connections()).isEqualTo(24);
                            assertThat(beacon.bytesIn()).isEqualTo(17 * 200 + 70_000);
                            assertThat(beacon.size()).isEqualTo(1);
                        });
    }

    @Test
    void a_source_of_single_connections_gives_the_score_of_their_own_times()
            throws InterruptedException {
        planted.execute("insert into term (term_id, text) values (900, 'connection 40001')");
        for (int hour = 1; hour <= 24; hour++) {
            pull(hour);
            if (hour % 2 == 1) {
                Instant at = minutesBefore(hour, 7);
                planted.flow(HERE, OUT, 443).allowed().grew(1, 200, at, at);
            }
        }
        planted.execute("update flow set client_type = 900");

        // Twelve gaps of two hours: all 1, but 22 of 24 hours from end to end. Sums of hours would
        // say 0.729: half of them are empty.
        assertThat(beacons())
                .singleElement()
                .satisfies(
                        beacon -> {
                            assertThat(beacon.by()).isEqualTo(Beacon.CONNECTIONS);
                            assertThat(beacon.regularity()).isEqualTo(1);
                            assertThat(beacon.duration()).isEqualTo(0.917);
                            assertThat(beacon.score()).isEqualTo(0.979);
                        });
        planted.execute("update flow set client_type = 0");
        assertThat(beacons())
                .singleElement()
                .satisfies(
                        beacon -> {
                            assertThat(beacon.by()).isEqualTo(Beacon.PULLS);
                            assertThat(beacon.score()).isEqualTo(0.729);
                        });
    }

    @Test
    void four_times_of_single_connections_are_enough_and_five_pulls_are_not()
            throws InterruptedException {
        planted.execute("insert into term (term_id, text) values (900, 'connection 40001')");
        for (int hour = 1; hour <= 24; hour++) {
            pull(hour);
            if (hour % 6 == 1) {
                Instant at = minutesBefore(hour, 7);
                planted.flow(HERE, OUT, 443).allowed().grew(1, 200, at, at);
            }
        }
        planted.execute("update flow set client_type = 900");
        assertThat(beacons())
                .singleElement()
                .satisfies(beacon -> assertThat(beacon.by()).isEqualTo(Beacon.CONNECTIONS));

        planted.execute("update flow set client_type = 0");
        assertThat(beacons()).isEmpty();
    }

    @Test
    void that_many_call_a_server_inside_says_nothing_of_one_caller() throws InterruptedException {
        clockwork("52.7.7.7", HERE);
        for (int n = 1; n <= 60; n++) {
            planted.flow("52.7.8." + n, HERE, 443)
                    .allowed()
                    .grew(1, 100, minutesBefore(24, 8), minutesBefore(24, 7));
        }

        // New: 0.15 more. From outside in: nothing for or against.
        assertThat(beacons())
                .singleElement()
                .satisfies(
                        beacon -> {
                            assertThat(beacon.prevalence()).isZero();
                            assertThat(beacon.weight()).isEqualTo(0.908);
                        });
    }

    @Test
    void what_half_of_the_house_calls_outside_weighs_less() throws InterruptedException {
        clockwork(HERE, OUT);
        planted.flow("10.0.0.6", OUT, 443)
                .allowed()
                .grew(1, 100, minutesBefore(24, 8), minutesBefore(24, 7));
        planted.flow("10.0.0.7", "10.0.0.8", 443)
                .allowed()
                .grew(1, 100, minutesBefore(24, 8), minutesBefore(24, 7));
        planted.flow("10.0.0.9", "10.0.0.8", 443)
                .allowed()
                .grew(1, 100, minutesBefore(24, 8), minutesBefore(24, 7));

        // Two of four: 0.15 less, and 0.15 more because it is new.
        assertThat(beacons())
                .singleElement()
                .satisfies(
                        beacon -> {
                            assertThat(beacon.prevalence()).isEqualTo(0.5);
                            assertThat(beacon.weight()).isEqualTo(0.758);
                        });
    }
}
