package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.config.Config;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoursTest {

    private static final Config.Hours OFFICE =
            new Config.Hours(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    LocalTime.of(7, 0),
                    LocalTime.of(19, 0),
                    Set.of(LocalDate.of(2026, 12, 25)));

    private static boolean in(String zone, String at) {
        return new Hours(OFFICE, ZoneId.of(zone))
                .tick(Instant.parse(at), Duration.ofMinutes(10))
                .inHours();
    }

    @Test
    void they_begin_with_their_first_minute_and_end_before_their_last() {
        assertThat(in("UTC", "2026-07-01T06:59:59Z")).isFalse();
        assertThat(in("UTC", "2026-07-01T07:00:00Z")).isTrue();
        assertThat(in("UTC", "2026-07-01T18:59:59Z")).isTrue();
        assertThat(in("UTC", "2026-07-01T19:00:00Z")).isFalse();
    }

    @Test
    void the_day_is_that_of_the_sites_zone() {
        assertThat(in("Asia/Taipei", "2026-07-05T23:30:00Z")).isTrue(); // Monday 07:30 there
        assertThat(in("Asia/Taipei", "2026-07-03T23:30:00Z")).isFalse(); // Saturday there
    }

    @Test
    void they_follow_the_clock_of_people_into_summer_and_out_of_it() {
        assertThat(in("Europe/Berlin", "2026-03-27T05:30:00Z")).isFalse(); // 06:30 in winter
        assertThat(in("Europe/Berlin", "2026-03-30T05:30:00Z")).isTrue(); // 07:30 in summer
        assertThat(in("Europe/Berlin", "2026-10-26T05:30:00Z")).isFalse(); // 06:30 again
    }

    @Test
    void a_holiday_is_one_on_the_sites_own_date() {
        assertThat(in("UTC", "2026-12-25T10:00:00Z")).isFalse();
        assertThat(in("UTC", "2026-12-24T10:00:00Z")).isTrue();
        assertThat(in("Asia/Taipei", "2026-12-24T23:30:00Z")).isFalse(); // Friday the 25th there
        assertThat(in("America/New_York", "2026-12-24T23:30:00Z")).isTrue(); // Thursday 18:30 there
    }
}
