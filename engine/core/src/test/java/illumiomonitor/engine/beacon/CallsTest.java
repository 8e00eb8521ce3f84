package illumiomonitor.engine.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void every_interval_holds_the_sums_of_what_fell_into_it(long seed) {
        Random random = new Random(seed);
        boolean late = seed > 3;
        Calls calls = new Calls();
        TreeMap<Integer, long[]> truth = new TreeMap<>();
        int interval = 0;
        for (int i = 0; i < 2_000; i++) {
            interval += random.nextInt(3);
            int at = late && random.nextInt(10) == 0 ? random.nextInt(interval + 1) : interval;
            long count = 1 + (random.nextLong() >>> random.nextInt(2, 64)) / 4_000;
            long in = (random.nextLong() >>> random.nextInt(2, 64)) / 4_000;
            calls.add(at, count, in);
            long[] sum = truth.computeIfAbsent(at, key -> new long[2]);
            sum[0] += count;
            sum[1] += in;
            if (i % 500 == 250) {
                assertThat(calls.occupied().count()).isEqualTo(truth.size());
            }
        }

        Calls.Occupied occupied = calls.occupied();

        assertThat(occupied.numbers())
                .containsExactly(truth.keySet().stream().mapToInt(key -> key).toArray());
        assertThat(occupied.connections())
                .containsExactly(truth.values().stream().mapToLong(sum -> sum[0]).toArray());
        assertThat(occupied.bytes())
                .containsExactly(truth.values().stream().mapToLong(sum -> sum[1]).toArray());
    }
}
