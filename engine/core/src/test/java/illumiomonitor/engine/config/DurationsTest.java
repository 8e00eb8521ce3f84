package illumiomonitor.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"30s", "5m", "1h30m", "14d", "1d1s"})
    void what_is_written_is_read_back(String text) {
        assertThat(Durations.parse(text).map(Durations::text)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "-5m", "5 m", "5min", "9999999999d"})
    void anything_else_is_no_length_of_time(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void a_day_is_a_day() {
        assertThat(Durations.text(Duration.ofHours(24))).isEqualTo("1d");
        assertThat(Durations.text(Duration.ZERO)).isEqualTo("0s");
    }
}
