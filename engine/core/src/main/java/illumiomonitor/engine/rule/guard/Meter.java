package illumiomonitor.engine.rule.guard;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weighs what rules make on a thread, roughly and in bytes, so that a rule is stopped before memory
 * runs short. What one condition or consequence makes counts until it ends; what may outlive it
 * counts until the sitting ends.
 */
public final class Meter {

    /** Letters of a text that a rule makes. */
    static final int LONGEST_TEXT = 65_536;

    private static final int MOST_COLLECTED = 500_000;
    private static final long LEAST_LIMIT = 64L << 20;

    /** A match that is held takes somewhat more than a hundred bytes. */
    private static final long MOST_MATCHES =
            Math.max(1_000_000, Runtime.getRuntime().maxMemory() / 256);

    /** Shorter texts that a condition hands on are counted with the facts. */
    private static final int SMALL = 256;

    private static final ThreadLocal<Meter> HERE = ThreadLocal.withInitial(Meter::new);

    private final long limit = Math.max(LEAST_LIMIT, Runtime.getRuntime().maxMemory() / 8);
    private final Map<Object, int[]> collected = new IdentityHashMap<>();
    private final Map<Object, int[]> joined = new IdentityHashMap<>();
    private @Nullable Object joining;
    private int[] matches = new int[1];
    private long made;
    private long kept;

    private Meter() {}

    /** Begins to count anew on this thread: facts are about to be judged. */
    public static void open() {
        HERE.set(new Meter());
    }

    /** Forgets what was counted on this thread. */
    public static void close() {
        HERE.remove();
    }

    /** Called by compiled rules: a condition or consequence begins. */
    public static void begin() {
        HERE.get().made = 0;
    }

    /** Called by compiled rules: this was made, and goes when the consequence ends. */
    public static void made(@Nullable Object thing) {
        HERE.get().count(weight(thing), 0);
    }

    /** Called by compiled rules: this may outlive what made it. */
    public static void kept(@Nullable Object thing) {
        boolean large =
                thing instanceof String text && text.length() > SMALL
                        || thing instanceof Collection<?> many && many.size() > SMALL;
        if (large) {
            HERE.get().count(0, weight(thing));
        }
    }

    /** One more element in a collection that may outlive what made it. */
    static void element(@Nullable Object thing) {
        kept(thing);
        HERE.get().count(32 + (thing instanceof Collection<?> many ? 16L * many.size() : 0), 8);
    }

    /** So many bytes are about to be kept. */
    public static void keep(long bytes) {
        HERE.get().count(0, bytes);
    }

    /** One more element in what a function of a rule collects. */
    static void collected(Object function) {
        int[] count = HERE.get().collected.computeIfAbsent(function, f -> new int[1]);
        if (++count[0] > MOST_COLLECTED) {
            throw new TooMuch(
                    "it collects more than "
                            + MOST_COLLECTED
                            + " facts: sum or count them instead");
        }
    }

    /**
     * One more match of a join.
     *
     * @param rules that it serves, in quotes
     */
    static void joined(Object join, String rules) {
        Meter meter = HERE.get();
        if (meter.joining != join) {
            meter.joining = join;
            meter.matches = meter.joined.computeIfAbsent(join, j -> new int[1]);
        }
        if (++meter.matches[0] > MOST_MATCHES) {
            throw new TooMuch(
                    "patterns of "
                            + rules
                            + " match more than "
                            + MOST_MATCHES
                            + " times: join them more narrowly");
        }
    }

    private void count(long madeMore, long keptMore) {
        made += madeMore;
        kept += keptMore;
        if (made > limit || kept > limit) {
            throw new TooMuch("it makes more than " + (limit >> 20) + " MB of texts and lists");
        }
    }

    private static long weight(@Nullable Object thing) {
        if (thing instanceof CharSequence text) {
            if (text.length() > LONGEST_TEXT) {
                throw new TooMuch("it makes a text of more than " + LONGEST_TEXT + " letters");
            }
            return 2L * text.length();
        }
        if (thing instanceof Collection<?> many) {
            long texts = 0;
            for (Object one : many) {
                Leaves.check(one, true);
                texts += one instanceof String text && text.length() > SMALL ? text.length() : 0;
            }
            // Texts may be shared, but whoever sorts or searches them reads each of them again.
            return 16L * many.size() + 2 * texts;
        }
        if (thing instanceof Map<?, ?> map) {
            map.forEach((key, value) -> Leaves.checkEntry(key, value));
            return 64L * map.size();
        }
        return thing instanceof Object[] array ? 64L * array.length : 0;
    }
}
