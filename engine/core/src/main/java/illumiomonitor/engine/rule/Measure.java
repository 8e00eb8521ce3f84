package illumiomonitor.engine.rule;

import org.jspecify.annotations.Nullable;

/**
 * How much of something a rule found, to be compared with what was found before.
 *
 * @param value what the rule compared with its threshold, in the threshold's unit; null when its
 *     text does not say
 * @param z largest of the baselines it matched, null when it matched none
 */
public record Measure(@Nullable Double value, @Nullable Double z) {

    /** Of a rule that compares nothing. */
    public static final Measure NONE = new Measure(null, null);

    /** What is no number is not known. */
    public Measure {
        value = value == null || !Double.isFinite(value) ? null : value;
        z = z == null || !Double.isFinite(z) ? null : z;
    }

    /** The larger of each. */
    public Measure and(Measure other) {
        return new Measure(larger(value, other.value), larger(z, other.z));
    }

    /**
     * Whether there is notably more of it: a larger z, or a value with more digits before its
     * point. What only one of both says does not count.
     */
    public boolean exceeds(Measure told) {
        return larger(z, told.z, false) || larger(value, told.value, true);
    }

    private static boolean larger(
            @Nullable Double now, @Nullable Double told, boolean byPowersOfTen) {
        if (now == null || told == null) {
            return false;
        }
        return byPowersOfTen ? power(now) > power(told) : now > told;
    }

    /** Of ten; whatever is below one counts as nothing. */
    private static double power(double value) {
        return value < 1 ? -1 : Math.floor(Math.log10(value));
    }

    /** The value from which on it {@link #exceeds} this one, null when no value is known. */
    public @Nullable Double nextValue() {
        Double now = value;
        return now == null ? null : Math.pow(10, power(now) + 1);
    }

    private static @Nullable Double larger(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }
}
