package illumiomonitor.lab.story;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that always falls alike for the same seed and purpose. */
final class Dice {

    private final SplittableRandom random;

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    static Dice of(long seed, Object... purpose) {
        return new Dice(new SplittableRandom(seed * 31 + List.of(purpose).hashCode()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Somewhere around a mean: half to one and a half of it. */
    long around(long mean) {
        return mean == 0 ? 0 : mean / 2 + random.nextLong(mean + 1);
    }

    <T> T oneOf(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
