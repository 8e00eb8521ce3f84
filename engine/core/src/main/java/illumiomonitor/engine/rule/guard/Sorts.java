package illumiomonitor.engine.rule.guard;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the methods that sort, and that look for the first or last in an order: each
 * comparison is on the leash. Long texts that begin alike take long to compare.
 */
public final class Sorts {

    private Sorts() {}

    @SuppressWarnings("unchecked")
    private static <T> Comparator<T> leashed(@Nullable Comparator<? super T> order) {
        Comparator<? super T> by =
                order == null ? (Comparator<? super T>) Comparator.naturalOrder() : order;
        return (one, other) -> {
            Leash.check();
            return by.compare(one, other);
        };
    }

    public static <T> Stream<T> sorted(Stream<T> walk) {
        return weighed(walk).sorted(leashed(null));
    }

    public static <T> Stream<T> sorted(Stream<T> walk, Comparator<? super T> order) {
        return weighed(walk).sorted(leashed(order));
    }

    /** Each sorting of a walk holds all of it, until the last of them ends. */
    private static <T> Stream<T> weighed(Stream<T> walk) {
        return walk.peek(one -> Meter.made(Meter.IN_A_LIST));
    }

    public static <T> Optional<T> max(Stream<T> walk, Comparator<? super T> order) {
        return walk.max(leashed(order));
    }

    public static <T> Optional<T> min(Stream<T> walk, Comparator<? super T> order) {
        return walk.min(leashed(order));
    }

    public static <T> void sort(List<T> list) {
        list.sort(leashed(null));
    }

    public static <T> void sort(List<T> list, @Nullable Comparator<? super T> order) {
        list.sort(leashed(order));
    }

    public static <T> T max(Collection<? extends T> many) {
        return Collections.max(many, leashed(null));
    }

    public static <T> T max(Collection<? extends T> many, @Nullable Comparator<? super T> order) {
        return Collections.max(many, leashed(order));
    }

    public static <T> T min(Collection<? extends T> many) {
        return Collections.min(many, leashed(null));
    }

    public static <T> T min(Collection<? extends T> many, @Nullable Comparator<? super T> order) {
        return Collections.min(many, leashed(order));
    }
}
