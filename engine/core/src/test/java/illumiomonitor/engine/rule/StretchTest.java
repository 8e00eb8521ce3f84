package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class StretchTest {

    @RepeatedTest(200)
    void what_adjacent_stretches_get_adds_up(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long number = random.nextBoolean() ? random.nextInt(20) : random.nextLong(1L << 50);
        long since = random.nextLong(1_000_000_000_000L);
        long until = since + 1 + random.nextLong(86_400_000_000L);
        long width = 1 + random.nextLong(7_200_000_000L);
        long sum = 0;
        long from = since - random.nextLong(width) - 1;

        for (long edge = from; edge < until; edge += width) {
            long share = new Stretch(edge, edge + width).share(number, since, until);
            assertThat(share).isNotNegative();
            sum += share;
        }

        assertThat(sum).isEqualTo(number);
    }

    @Test
    void a_stretch_holds_its_end_and_not_its_start() {
        Stretch stretch = new Stretch(10, 20);

        assertThat(stretch.holds(10)).isFalse();
        assertThat(stretch.holds(11)).isTrue();
        assertThat(stretch.holds(20)).isTrue();
        assertThat(stretch.holds(21)).isFalse();
    }
}
