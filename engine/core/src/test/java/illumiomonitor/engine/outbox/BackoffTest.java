package illumiomonitor.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(7));

    @Test
    void it_waits_three_times_as_long_each_time_and_at_most_an_hour() {
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.after(1, null))
                    .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
            assertThat(backoff.after(3, null))
                    .isBetween(Duration.ofSeconds(72), Duration.ofSeconds(108));
            assertThat(backoff.after(10, null))
                    .isBetween(Duration.ofMinutes(48), Duration.ofMinutes(72));
        }
    }

    @Test
    void it_never_comes_earlier_than_it_was_asked_to_and_a_day_later_at_most() {
        assertThat(backoff.after(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(backoff.after(8, Duration.ofSeconds(1))).isGreaterThan(Duration.ofMinutes(40));
        assertThat(backoff.after(1, Duration.ofDays(30))).isEqualTo(Duration.ofDays(1));
    }
}
