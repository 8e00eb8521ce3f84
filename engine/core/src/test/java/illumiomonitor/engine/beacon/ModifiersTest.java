package illumiomonitor.engine.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModifiersTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"0.001, 0.15", "0.02, 0.15", "0.021, 0", "0.499, 0", "0.5, -0.15", "1, -0.15"})
    void few_callers_weigh_for_an_edge_and_many_against_it(double share, double modifier) {
        assertThat(Modifiers.rarity(OptionalDouble.of(share))).isEqualTo(modifier);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0.15", "P7D, 0.15", "P7DT1S, 0", "P29DT23H, 0", "P30D, -0.15"})
    void what_is_young_weighs_for_an_edge_and_what_is_old_against_it(
            Duration age, double modifier) {
        assertThat(Modifiers.age(NOW.minus(age), NOW)).isEqualTo(modifier);
    }

    @Test
    void without_a_share_rarity_says_nothing() {
        assertThat(Modifiers.rarity(OptionalDouble.empty())).isZero();
    }
}
