package illumiomonitor.engine.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegularityTest {

    @Test
    void an_edge_that_calls_in_every_interval_alike_scores_one() {
        Regularity regular =
                Regularity.of(
                        new Calls.Occupied(
                                IntStream.range(0, 288).toArray(), same(288, 2), same(288, 200)),
                        288);

        assertThat(regular.score()).isEqualTo(1);
    }

    @Test
    void an_edge_that_calls_seldom_is_measured_by_its_gaps() {
        int[] hourly = IntStream.range(0, 24).map(hour -> hour * 12).toArray();

        assertThat(
                        Regularity.of(new Calls.Occupied(hourly, same(24, 1), same(24, 99)), 288)
                                .counts())
                .isEqualTo(1);
    }

    @Test
    void bursts_at_odd_times_score_low() {
        int[] odd = {1, 2, 4, 50, 51, 200};
        long[] counts = {90, 1, 3, 40, 7, 500};
        long[] bytes = {9, 1_000, 70_000, 40, 99_999, 5};

        assertThat(Regularity.of(new Calls.Occupied(odd, counts, bytes), 288).score())
                .isLessThan(0.3);
    }

    private static long[] same(int length, long value) {
        long[] all = new long[length];
        Arrays.fill(all, value);
        return all;
    }
}
