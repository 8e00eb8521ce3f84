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

    /** What a question to the past takes while its answer is kept, besides its letters. */
    private static final int QUESTION = 100;

    private static final int LONGEST_QUESTION = 1_000;

    private final long limit = Math.max(LEAST_LIMIT, Runtime.getRuntime().maxMemory() / 8);
    private final Map<Object, int[]> collected = new IdentityHashMap<>();
    private final Map<Object, int[]> joined = new IdentityHashMap<>();
    private @Nullable Object joining;
    private int[] matches = new int[1];
    private long made;
    private long kept;
    private boolean judges;

    private Meter() {}

    /** Begins to count anew on this thread: facts are about to be judged. */
    public static void open() {
        Meter meter = new Meter();
        meter.judges = true;
        HERE.set(meter);
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

    /** So many bytes were made, and go when the consequence ends. */
    static void made(long bytes) {
        HERE.get().count(bytes, 0);
    }

    /** Called by compiled rules: this may outlive what made it. */
    public static void kept(@Nullable Object thing) {
        boolean large =
                thing instanceof String text && text.length() > SMALL
                        || thing instanceof Collection<?> many && many.size() > SMALL
                        || thing instanceof Map<?, ?> map && map.size() > SMALL;
        if (large) {
            HERE.get().count(0, weight(thing));
        } else {
            // What is flat is counted with the facts; whoever compares the rest walks all it holds.
            HERE.get().count(0, held(thing));
        }
    }

    /** This goes into what a rule collects, whatever its size. */
    static void taken(Collection<?> many) {
        HERE.get().count(0, weight(many));
    }

    /** The same for values by key. */
    static void taken(Map<?, ?> map) {
        HERE.get().count(0, weight(map));
    }

    /** What collections weigh that are in a map, or in entries of one. */
    private static long held(@Nullable Object thing) {
        if (thing instanceof Map<?, ?> map) {
            return held(map.entrySet());
        }
        long bytes = 0;
        if (thing instanceof Collection<?> many) {
            for (Object one : many) {
                bytes += one instanceof Map.Entry<?, ?> entry ? inside(entry) : 0;
            }
        }
        return bytes;
    }

    private static long inside(Map.Entry<?, ?> entry) {
        return entry.getValue() instanceof Collection<?> many ? 16L * many.size() : 0;
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

    /**
     * A question to the past is about to be kept with its answer until the tick is judged. Costs
     * nothing where no rule asks.
     *
     * @throws TooMuch if a text of it is longer than any name, or all that a rule asked is too much
     */
    public static void asked(Collection<?> question) {
        if (HERE.get().judges) {
            keep(QUESTION + letters(question));
        }
    }

    /** An answer of so many rows is about to be kept, as {@link #asked}. */
    public static void answered(int rows) {
        if (HERE.get().judges) {
            keep(16L * rows);
        }
    }

    private static long letters(Collection<?> question) {
        long bytes = 0;
        for (Object part : question) {
            Leash.check();
            if (part instanceof String text && text.length() > LONGEST_QUESTION) {
                throw new TooMuch(
                        "it asks the past for a text of more than "
                                + LONGEST_QUESTION
                                + " letters");
            }
            bytes += part instanceof Collection<?> more ? letters(more) : 0;
            bytes += part instanceof String text ? 2L * text.length() : 16;
        }
        return bytes;
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
        fit(Math.max(made, kept));
    }

    private void fit(long bytes) {
        if (bytes > limit) {
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
            long within = 0;
            for (Object one : many) {
                if (one instanceof Map.Entry<?, ?> entry) {
                    Leash.check();
                    Leaves.checkEntry(entry.getKey(), entry.getValue());
                    within += inside(entry);
                    HERE.get().fit(within);
                } else {
                    Leaves.check(one);
                }
                texts += one instanceof String text && text.length() > SMALL ? text.length() : 0;
            }
            // Texts may be shared, but whoever sorts or searches them reads each of them again.
            return 16L * many.size() + 2 * texts + within;
        }
        if (thing instanceof Map<?, ?> map) {
            return weight(map);
        }
        return thing instanceof Object[] array ? 64L * array.length : 0;
    }

    /** Values that are shared weigh again each time: whoever compares the map walks them again. */
    private static long weight(Map<?, ?> map) {
        Meter here = HERE.get();
        long bytes = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Leash.check();
            bytes += 64 + inside(entry);
            here.fit(bytes);
            Leaves.checkEntry(entry.getKey(), entry.getValue());
        }
        return bytes;
    }
}
