package illumiomonitor.engine.rule.guard;

import illumiomonitor.spi.Address;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may be put into a collection: values and facts, not collections. A list that holds a list
 * that holds a list twice, and so on, would take longer to compare or to write down than the leash
 * can reach. A map may hold collections of values, and what is collected may be such collections:
 * that is as deep as it gets.
 */
final class Leaves {

    /**
     * Sets that hold only what was put into them. Others show what is in a map, entries too, and
     * what comes into it later. Every list that a rule can get holds only what was put into it.
     */
    private static final Set<Class<?>> REAL =
            Set.of(
                    HashSet.class,
                    LinkedHashSet.class,
                    TreeSet.class,
                    Set.of().getClass(),
                    Set.of(1).getClass(),
                    Collections.emptySet().getClass(),
                    Collections.unmodifiableSet(Set.of()).getClass());

    /** Maps that do not change, as facts have them. */
    private static final Set<Class<?>> FIXED = Set.of(Map.of().getClass(), Map.of(1, 1).getClass());

    private Leaves() {}

    private static boolean isLeaf(@Nullable Object thing) {
        return thing == null
                || thing instanceof String
                || thing instanceof Record
                || thing instanceof Number
                || thing instanceof Enum
                || thing instanceof Boolean
                || thing instanceof Character
                || thing instanceof Address
                || thing.getClass().getPackageName().startsWith("java.time");
    }

    private static TooMuch nested() {
        return new TooMuch("it puts a collection into a collection, which only a map may hold");
    }

    /**
     * @throws TooMuch if it may not be put into a collection
     */
    static void check(@Nullable Object thing) {
        if (!isLeaf(thing)) {
            throw nested();
        }
    }

    /** The same thing, which may be a key or be in a set: it is compared inside of one call. */
    static <T extends @Nullable Object> T key(T thing) {
        check(thing);
        return thing;
    }

    private static boolean isReal(Collection<?> many) {
        return many instanceof List<?> || REAL.contains(many.getClass());
    }

    private static void checkAll(Iterable<?> many) {
        for (Object one : many) {
            Leash.check();
            check(one);
        }
    }

    /** A map may hold collections of values by key. */
    static void checkEntry(@Nullable Object key, @Nullable Object value) {
        check(key);
        if (value instanceof Collection<?> many && isReal(many)) {
            checkAll(many);
        } else {
            check(value);
        }
    }

    /** What to put into a map for a value: a copy where it shows what may change. */
    static <V extends @Nullable Object> V value(V value) {
        V settled = value instanceof Collection<?> many ? real(value, many) : value;
        checkEntry(null, settled);
        return settled;
    }

    // A set stays a set, and anything else that is no list is a collection.
    @SuppressWarnings("unchecked")
    private static <V extends @Nullable Object> V real(V value, Collection<?> many) {
        return isReal(many) ? value : (V) copy(many);
    }

    private static Collection<?> copy(Collection<?> many) {
        checkAll(many);
        return many instanceof Set<?> ? new LinkedHashSet<>(many) : new ArrayList<>(many);
    }

    /** What to put into a list that is collected: a value, a collection of them, or them by key. */
    static @Nullable Object collected(@Nullable Object thing) {
        if (isLeaf(thing)) {
            return thing;
        }
        if (thing instanceof Map<?, ?> map) {
            checkAll(map.values());
            Meter.taken(map);
            return FIXED.contains(map.getClass())
                    ? map
                    : Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
        if (thing instanceof Map.Entry<?, ?> entry) {
            return collected(entry);
        }
        if (thing instanceof Collection<?> many && isReal(many)) {
            checkAll(many);
            Meter.taken(many);
            return thing;
        }
        throw nested();
    }

    /** A copy, for an entry shows what is put into its map later. */
    private static Map.Entry<?, ?> collected(Map.Entry<?, ?> entry) {
        check(entry.getKey());
        check(entry.getValue());
        return new AbstractMap.SimpleImmutableEntry<>(entry);
    }

    /** The same for a set, where sets would be compared all with all inside of one call. */
    static @Nullable Object collectedOnce(@Nullable Object thing) {
        boolean fixed = thing != null && FIXED.contains(thing.getClass());
        if (fixed || thing instanceof List<?>) {
            return collected(thing);
        }
        check(thing);
        return thing;
    }
}
