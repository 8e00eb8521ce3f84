package illumiomonitor.engine.rule.guard;

import java.util.Comparator;
import java.util.function.Function;

/**
 * Stands in for the methods that make one order of two. An order that is put behind itself compares
 * twice, and forty times over it would compare a million million times inside of one call.
 */
public final class Orders {

    private Orders() {}

    /** As {@link Comparator#thenComparing(Comparator)}; each comparison is on the leash. */
    public static <T> Comparator<T> thenComparing(
            Comparator<T> first, Comparator<? super T> second) {
        return (one, other) -> {
            Leash.check();
            int order = first.compare(one, other);
            return order == 0 ? second.compare(one, other) : order;
        };
    }

    /** As {@link Comparator#thenComparing(Function)}. */
    public static <T, U extends Comparable<? super U>> Comparator<T> thenComparing(
            Comparator<T> first, Function<? super T, ? extends U> key) {
        return thenComparing(first, Comparator.comparing(key));
    }

    /** As {@link Comparator#thenComparing(Function, Comparator)}. */
    public static <T, U> Comparator<T> thenComparing(
            Comparator<T> first,
            Function<? super T, ? extends U> key,
            Comparator<? super U> order) {
        return thenComparing(first, Comparator.comparing(key, order));
    }
}
