package illumiomonitor.engine.rule.guard;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be put into a collection: values and facts, not collections. A list that holds a list
 * that holds a list twice, and so on, would take longer to compare or to write down than the leash
 * can reach.
 */
final class Leaves {

    private Leaves() {}

    private static boolean isLeaf(@Nullable Object thing) {
        return thing == null
                || thing instanceof String
                || thing instanceof Number
                || thing instanceof Boolean
                || thing instanceof Character
                || thing instanceof Enum
                || thing instanceof Record
                || thing.getClass().getPackageName().startsWith("java.time");
    }

    /**
     * @param entries whether entries of a map count as values
     * @throws TooMuch if it may not be put into a collection
     */
    static void check(@Nullable Object thing, boolean entries) {
        if (!isLeaf(thing) && !(entries && thing instanceof Map.Entry)) {
            throw new TooMuch("it puts a collection into a collection, which only a map may hold");
        }
    }

    /** A map may hold collections of values by key. */
    static void checkEntry(@Nullable Object key, @Nullable Object value) {
        check(key, false);
        if (value instanceof Collection<?> many) {
            many.forEach(one -> check(one, false));
        } else {
            check(value, false);
        }
    }
}
