package illumiomonitor.engine.rule.guard;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.drools.modelcompiler.util.EvaluationUtil;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the methods that compare. Java compares what holds many in one go, and what a map
 * holds may hold many again; here each of them is on the leash. Values and facts are compared as
 * ever.
 */
public final class Alike {

    private Alike() {}

    /** Stands in for {@link Objects}, which takes what is missing. */
    public static final class Perhaps {

        private Perhaps() {}

        /** As {@link Objects#equals(Object, Object)}. */
        public static boolean equals(@Nullable Object one, @Nullable Object other) {
            return one == null ? other == null : Alike.equals(one, other);
        }
    }

    static boolean holds(@Nullable Object thing) {
        return !(thing instanceof String)
                && (thing instanceof Collection<?>
                        || thing instanceof Map<?, ?>
                        || thing instanceof Map.Entry<?, ?>
                        || thing instanceof Optional<?>);
    }

    /** As {@link Object#equals}. */
    public static boolean equals(Object one, @Nullable Object other) {
        if (!holds(one)) {
            return one.equals(other);
        }
        Leash.check();
        return one == other || same(one, other);
    }

    /** As {@link EvaluationUtil#areNullSafeEquals}. */
    public static boolean areNullSafeEquals(@Nullable Object one, @Nullable Object other) {
        return Perhaps.equals(one, other);
    }

    private static boolean same(Object one, @Nullable Object other) {
        if (one instanceof List<?> list) {
            return other instanceof List<?> more
                    && list.size() == more.size()
                    && same(list.iterator(), more.iterator());
        }
        if (one instanceof Set<?> set) {
            return other instanceof Set<?> more && set.size() == more.size() && same(set, more);
        }
        if (one instanceof Map<?, ?> map) {
            return other instanceof Map<?, ?> more && map.size() == more.size() && same(map, more);
        }
        if (one instanceof Map.Entry<?, ?> entry) {
            return other instanceof Map.Entry<?, ?> more
                    && Perhaps.equals(entry.getKey(), more.getKey())
                    && Perhaps.equals(entry.getValue(), more.getValue());
        }
        if (one instanceof Optional<?> perhaps) {
            return other instanceof Optional<?> more
                    && Perhaps.equals(perhaps.orElse(null), more.orElse(null));
        }
        return one.equals(other);
    }

    private static boolean same(Iterator<?> some, Iterator<?> others) {
        while (some.hasNext() && others.hasNext()) {
            Leash.check();
            if (!Perhaps.equals(some.next(), others.next())) {
                return false;
            }
        }
        return some.hasNext() == others.hasNext();
    }

    private static boolean same(Set<?> set, Set<?> more) {
        try {
            for (Object one : more) {
                Leash.check();
                if (!contains(set, one)) {
                    return false;
                }
            }
            return true;
        } catch (ClassCastException | NullPointerException e) {
            // One of them sorts, or takes no null: Java calls that different.
            return false;
        }
    }

    private static boolean same(Map<?, ?> map, Map<?, ?> more) {
        try {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Leash.check();
                Object there = more.get(entry.getKey());
                boolean missing = there == null && !more.containsKey(entry.getKey());
                if (missing || !Perhaps.equals(entry.getValue(), there)) {
                    return false;
                }
            }
            return true;
        } catch (ClassCastException | NullPointerException e) {
            return false;
        }
    }

    /** As {@link Object#hashCode}. */
    public static int hashCode(Object thing) {
        if (!holds(thing)) {
            return thing.hashCode();
        }
        Leash.check();
        int hash = 0;
        if (thing instanceof List<?> list) {
            hash = 1;
            for (Object one : list) {
                hash = 31 * hash + hashOf(one);
            }
        } else if (thing instanceof Set<?> set) {
            for (Object one : set) {
                hash += hashOf(one);
            }
        } else if (thing instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                hash += hashOf(entry);
            }
        } else if (thing instanceof Map.Entry<?, ?> entry) {
            hash = hashOf(entry.getKey()) ^ hashOf(entry.getValue());
        } else if (thing instanceof Optional<?> perhaps) {
            hash = hashOf(perhaps.orElse(null));
        } else {
            hash = thing.hashCode();
        }
        return hash;
    }

    private static int hashOf(@Nullable Object thing) {
        Leash.check();
        return thing == null ? 0 : hashCode(thing);
    }

    public static boolean contains(Collection<?> many, @Nullable Object thing) {
        return holds(thing) ? frequent(many, thing, 1) == 1 : many.contains(thing);
    }

    /** As {@link java.util.Collections#frequency}. */
    public static int frequency(Collection<?> many, @Nullable Object thing) {
        return frequent(many, thing, Integer.MAX_VALUE);
    }

    private static int frequent(Collection<?> many, @Nullable Object thing, int most) {
        int count = 0;
        Iterator<?> walk = many.iterator();
        while (count < most && walk.hasNext()) {
            Leash.check();
            count += Perhaps.equals(thing, walk.next()) ? 1 : 0;
        }
        return count;
    }

    public static boolean containsValue(Map<?, ?> map, @Nullable Object value) {
        return contains(map.values(), value);
    }

    public static int indexOf(List<?> list, @Nullable Object thing) {
        if (!holds(thing)) {
            return list.indexOf(thing);
        }
        int at = 0;
        for (Object one : list) {
            if (Perhaps.equals(thing, one)) {
                return at;
            }
            at++;
        }
        return -1;
    }

    public static int lastIndexOf(List<?> list, @Nullable Object thing) {
        if (!holds(thing)) {
            return list.lastIndexOf(thing);
        }
        ListIterator<?> walk = list.listIterator(list.size());
        while (walk.hasPrevious()) {
            if (Perhaps.equals(thing, walk.previous())) {
                return walk.nextIndex();
            }
        }
        return -1;
    }

    public static boolean remove(Collection<?> many, @Nullable Object thing) {
        if (!holds(thing)) {
            return many.remove(thing);
        }
        Iterator<?> walk = many.iterator();
        while (walk.hasNext()) {
            if (Perhaps.equals(thing, walk.next())) {
                walk.remove();
                return true;
            }
        }
        return false;
    }

    public static <T> T remove(List<T> list, int at) {
        return list.remove(at);
    }

    /** As {@link Map#get}; no key holds others, see {@link Leaves}. */
    public static <V> @Nullable V get(Map<?, V> map, @Nullable Object key) {
        return holds(key) ? null : map.get(key);
    }

    public static <V> @Nullable V getOrDefault(Map<?, V> map, @Nullable Object key, V other) {
        return holds(key) ? other : map.getOrDefault(key, other);
    }

    public static boolean containsKey(Map<?, ?> map, @Nullable Object key) {
        return !holds(key) && map.containsKey(key);
    }

    public static <V> @Nullable V remove(Map<?, V> map, @Nullable Object key) {
        return holds(key) ? null : map.remove(key);
    }

    /** As {@link Map#remove(Object, Object)}. */
    public static boolean remove(Map<?, ?> map, @Nullable Object key, @Nullable Object value) {
        boolean there = containsKey(map, key) && Perhaps.equals(map.get(key), value);
        if (there) {
            map.remove(key);
        }
        return there;
    }
}
