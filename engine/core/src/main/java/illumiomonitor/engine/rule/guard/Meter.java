package illumiomonitor.engine.rule.guard;

import illumiomonitor.spi.Change;
import illumiomonitor.spi.Event;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
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

    /** Of all joins of a sitting together: a match that is held takes some 130 bytes. */
    private static final long MOST_MATCHES =
            Math.max(500_000, Runtime.getRuntime().maxMemory() / 512);

    private static final int MATCH = 128;

    /** An order, a stage of a walk, an empty list: small, but each may hold the one before it. */
    private static final int LINK = 64;

    /** A place in a list, and in a set. */
    static final int IN_A_LIST = 8;

    static final int IN_A_SET = 48;

    /** An exception holds where it was made. */
    private static final int THROWN = 2_048;

    /** Memory is looked at whenever so many bytes more were taken. */
    private static final long STEP = 8L << 20;

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
    private long allMatches;
    private long made;
    private long kept;
    private long felt;
    private long nextLook = STEP;
    private Runnable shortage = () -> {};
    private boolean judges;

    private Meter() {}

    /**
     * Begins to count anew on this thread: facts are about to be judged.
     *
     * @param shortage looks at memory between, on this thread; throws {@link Leash.Pulled} where it
     *     runs short
     */
    public static void open(Runnable shortage) {
        Meter meter = new Meter();
        meter.judges = true;
        meter.shortage = shortage;
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

    /** Called by compiled rules: something small was made that may hold another of its kind. */
    public static void linked() {
        HERE.get().count(LINK, 0);
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

    /** What weighs inside of what is small itself: collections in a map, and long texts. */
    private static long held(@Nullable Object thing) {
        if (thing instanceof Map<?, ?> map) {
            return held(map.entrySet());
        }
        if (thing instanceof Map.Entry<?, ?> entry) {
            return inside(entry) + letters(entry.getKey()) + held(entry.getValue());
        }
        if (thing instanceof Optional<?> perhaps) {
            return held(perhaps.orElse(null));
        }
        if (thing instanceof Collection<?> many) {
            long bytes = 0;
            for (Object one : many) {
                bytes += one instanceof Map.Entry<?, ?> entry ? held(entry) : letters(one);
            }
            return bytes;
        }
        return letters(thing);
    }

    /** Of a long text; short ones are counted with the facts. */
    private static long letters(@Nullable Object thing) {
        return thing instanceof CharSequence text && text.length() > SMALL ? 2L * text.length() : 0;
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

    /** An answer is about to be kept, as {@link #asked}. */
    public static void answered(Object answer) {
        if (HERE.get().judges) {
            keep(Answer.bytes(answer));
        }
    }

    /** An event was read of the past for an answer; as {@link #asked}. */
    public static void read(Event event) {
        if (HERE.get().judges) {
            keep(Answer.bytes(event));
        }
    }

    /** The same for a change, without its event. */
    public static void read(Change change) {
        if (HERE.get().judges) {
            keep(Answer.bytes(change));
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
        HERE.get().feel(LINK);
    }

    /**
     * One more match of a join.
     *
     * @param rules that it serves, in quotes
     * @param sums whether what matches is summed up, perhaps by a key of its own
     */
    static void joined(Object join, String rules, boolean sums) {
        Meter meter = HERE.get();
        if (meter.joining != join) {
            meter.joining = join;
            meter.matches = meter.joined.computeIfAbsent(join, j -> new int[1]);
        }
        meter.matches[0]++;
        if (++meter.allMatches > MOST_MATCHES) {
            // Most of them are of one join, or else any of the rules may have too many.
            String whose = meter.matches[0] > MOST_MATCHES / 2 ? rules : "its rule";
            throw new TooMuch(
                    "patterns of "
                            + whose
                            + " match more than "
                            + MOST_MATCHES
                            + " times: join them more narrowly");
        }
        meter.feel(sums ? 2 * MATCH : MATCH);
    }

    private void count(long madeMore, long keptMore) {
        made += madeMore;
        kept += keptMore;
        fit(Math.max(made, kept));
        feel(madeMore + keptMore);
    }

    private void feel(long bytes) {
        felt += bytes;
        if (felt >= nextLook) {
            nextLook = felt + STEP;
            shortage.run();
        }
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
        if (thing instanceof Throwable) {
            return THROWN;
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
