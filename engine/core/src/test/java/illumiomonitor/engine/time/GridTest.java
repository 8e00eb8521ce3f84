package illumiomonitor.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GridTest {

    private final Grid five = Grid.every(Duration.ofMinutes(5));
    private final Grid cron = Grid.cron("*/15 6-20 * * *");

    @Test
    void ticks_are_the_multiples_since_midnight() {
        assertThat(five.floor(at("10:04:59"))).isEqualTo(at("10:00:00"));
        assertThat(five.next(at("10:04:59"))).isEqualTo(at("10:05:00"));
    }

    @Test
    void a_tick_is_its_own_floor_and_the_next_is_later() {
        assertThat(five.floor(at("10:05:00"))).isEqualTo(at("10:05:00"));
        assertThat(five.ceil(at("10:05:00"))).isEqualTo(at("10:05:00"));
        assertThat(five.next(at("10:05:00"))).isEqualTo(at("10:10:00"));
        assertThat(five.step(at("10:05:00"))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void both_ends_of_a_stretch_belong_to_it() {
        assertThat(five.between(at("10:00:00"), at("10:10:00")))
                .containsExactly(at("10:00:00"), at("10:05:00"), at("10:10:00"));
        assertThat(five.between(at("10:00:01"), at("10:04:59"))).isEmpty();
    }

    @Test
    void every_day_starts_anew() {
        Grid seven = Grid.every(Duration.ofHours(7));

        assertThat(seven.between(at("00:00:00"), at("23:59:59"))).hasSize(4);
        assertThat(seven.next(at("21:00:00"))).isEqualTo(Instant.parse("2026-07-02T00:00:00Z"));
        assertThat(seven.step(Instant.parse("2026-07-02T00:00:00Z")))
                .isEqualTo(Duration.ofHours(3));
    }

    @Test
    void a_length_that_is_no_schedule_is_refused() {
        assertThatThrownBy(() -> Grid.every(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Grid.every(Duration.ofDays(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cron_is_read_in_utc() {
        assertThat(cron.floor(at("10:14:59"))).isEqualTo(at("10:00:00"));
        assertThat(cron.floor(at("10:15:00"))).isEqualTo(at("10:15:00"));
        assertThat(cron.floor(at("10:15:00").plusMillis(1))).isEqualTo(at("10:15:00"));
        assertThat(cron.next(at("10:15:00"))).isEqualTo(at("10:30:00"));
        assertThat(cron.next(at("20:45:00"))).isEqualTo(Instant.parse("2026-07-02T06:00:00Z"));
        assertThat(cron.step(at("06:00:00"))).isEqualTo(Duration.ofMinutes(9 * 60 + 15));
    }

    @Test
    void cron_that_is_none_or_never_comes_is_refused() {
        assertThatThrownBy(() -> Grid.cron("every day"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Grid.cron("0 0 31 2 *"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-07-01T" + time + "Z");
    }
}
