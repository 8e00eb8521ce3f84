package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows that follow each other are read as if each were the only one. */
class AlongTimeTest {

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final int PULLS = 84;
    private static final List<Duration> WINDOWS =
            List.of(
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofMinutes(90),
                    Duration.ofHours(12),
                    Duration.ofHours(24));

    /** Of which one is late by hours, one long after an outage, one a baseline. */
    private static void plant(Planted planted, Random random) {
        List<Planted.Row> rows = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            rows.add(planted.flow("10.0.0." + i % 6, "10.0.1." + i, 443 + i % 3).allowed());
        }
        Instant at = TEN.minus(HALF_HOUR.multipliedBy(PULLS));
        for (int pull = 0; pull < PULLS; pull++) {
            at = at.plus(HALF_HOUR);
            planted.pull(at, random.nextInt(10) == 0 ? "PARTIAL" : "OK");
            for (Planted.Row row : rows) {
                if (random.nextInt(3) > 0) {
                    continue;
                }
                Duration late =
                        random.nextInt(8) == 0
                                ? Duration.ofSeconds(random.nextInt(9 * 3600))
                                : Duration.ofSeconds(random.nextInt(2) * random.nextInt(1800));
                Duration length =
                        Duration.ofSeconds(random.nextInt(random.nextInt(10) == 0 ? 50_000 : 1800));
                Instant until = at.minus(late);
                row.grew(1 + random.nextInt(9), random.nextInt(9), until.minus(length), until);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_window_along_time_holds_the_same_flows_as_one_that_is_read_alone(long seed)
            throws Exception {
        Random random = new Random(seed);
        try (Planted planted = new Planted()) {
            plant(planted, random);
            FlowWindows alone =
                    new FlowWindows(
                            planted.store, Duration.ofHours(2), 500_000, FirstSeen.nothing());
            FlowWindows along = alone.alongTime();
            int rows = 0;
            Instant tick = TEN.minus(Duration.ofHours(9));
            while (!tick.isAfter(TEN)) {
                for (Duration window : WINDOWS) {
                    if (random.nextInt(4) > 0) {
                        Instant from = tick.minus(window);
                        List<Flow> seen =
                                List.copyOf(along.atOneTick(2).between(PCE, "hq", from, tick));
                        assertThat(seen)
                                .as("%s before %s", window, tick)
                                .containsExactlyElementsOf(alone.between(PCE, "hq", from, tick));
                        rows += seen.size();
                    }
                }
                tick = tick.plus(Duration.ofMinutes(random.nextInt(6) == 0 ? 20 : 10));
            }
            assertThat(rows).isGreaterThan(500);
        }
    }
}
