package illumiomonitor.engine.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DigitSortTest {

    private static final int MOST = 720;

    private final DigitSort sort = new DigitSort(MOST);

    @RepeatedTest(200)
    void sorts_as_a_comparing_sort_does_whatever_the_size_of_the_numbers(
            RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int count = random.nextInt(MOST + 1);
        int bits = random.nextInt(Long.SIZE - 1);
        long[] numbers = new long[MOST];
        Arrays.setAll(numbers, at -> random.nextLong() >>> Long.SIZE - 1 - bits >>> 1);
        long[] expected = Arrays.copyOf(numbers, count);
        Arrays.sort(expected);

        assertThat(Arrays.copyOf(sort.sorted(numbers, count), count)).isEqualTo(expected);
    }

    @Test
    void the_largest_number_comes_last() {
        long[] numbers = {Long.MAX_VALUE, 0, 256, Long.MAX_VALUE - 1, 255};

        assertThat(Arrays.copyOf(sort.sorted(numbers, 5), 5))
                .containsExactly(0, 255, 256, Long.MAX_VALUE - 1, Long.MAX_VALUE);
    }

    @Test
    void what_lies_behind_the_count_is_left_alone() {
        long[] numbers = {3, 2, 1};

        assertThat(Arrays.copyOf(sort.sorted(numbers, 2), 2)).containsExactly(2, 3);
    }
}
