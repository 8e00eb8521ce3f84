package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Flow;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Flows of a finding, one of each number. */
class FlowSetTest {

    private static final long SEED = 20261130;

    @Test
    void holds_what_a_map_by_number_holds() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            FlowSet set = new FlowSet();
            Map<Long, Flow> map = new HashMap<>();
            long step = round % 2 == 0 ? 1 : 1L << random.nextInt(40);
            for (int i = random.nextInt(3_000); i > 0; i--) {
                Flow flow = flow((int) (step * random.nextInt(1_000)), i);
                set.add(flow);
                map.put(flow.id(), flow);
            }
            assertThat(set.size()).isEqualTo(map.size());
            assertThat(set.stream().collect(Collectors.toSet()))
                    .as("seed %s, round %s", SEED, round)
                    .containsExactlyInAnyOrderElementsOf(map.values());
        }
    }

    private static Flow flow(int id, int port) {
        return HonestRulesTest.flow(id, "10.0.0.1", "10.9.0.1", port, Decision.BLOCKED);
    }
}
