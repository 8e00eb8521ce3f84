package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrownRowsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rows_are_found_in_whatever_order_they_come(long seed) {
        Random random = new Random(seed);
        GrownRows rows = new GrownRows();
        TreeMap<Long, Long> truth = new TreeMap<>();

        for (int pull = 0; pull < 20; pull++) {
            long[] flows = random.longs(200, 1, 400).toArray();
            if (pull % 4 != 0) {
                Arrays.sort(flows);
            }
            for (long flow : flows) {
                rows.of(flow).connections++;
                truth.merge(flow, 1L, Long::sum);
            }
        }

        assertThat(Arrays.stream(rows.all()).map(row -> row.flowId))
                .containsExactlyElementsOf(truth.keySet());
        assertThat(Arrays.stream(rows.all()).map(row -> row.connections))
                .containsExactlyElementsOf(truth.values());
    }
}
