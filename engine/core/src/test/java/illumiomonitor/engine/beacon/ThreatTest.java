package illumiomonitor.engine.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreatTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.499, 0",
        "0.5, 0.2",
        "0.6, 0.3",
        "0.7, 0.4",
        "0.8, 0.5",
        "0.9, 0.6",
        "0.95, 0.7",
        "0.963, 0.726",
        "1, 0.8"
    })
    void a_score_counts_by_the_published_steps(double score, double threat) {
        assertThat(Threat.of(score)).isEqualTo(threat, within(0.001));
    }
}
