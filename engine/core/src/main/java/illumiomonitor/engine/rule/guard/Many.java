package illumiomonitor.engine.rule.guard;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands in for the methods by which collections grow. */
public final class Many {

    private static final int MOST = 1_000_000;

    private Many() {}

    private static void room(int size, int more) {
        if ((long) size + more > MOST) {
            throw new TooMuch("it puts more than " + MOST + " things into a collection");
        }
        Leash.check();
    }

    private static void element(@Nullable Object one) {
        Leaves.check(one);
        Meter.element(one);
    }

    public static <T> boolean add(Collection<T> to, T one) {
        room(to.size(), 1);
        element(one);
        return to.add(one);
    }

    public static <T> void add(List<T> to, int at, T one) {
        room(to.size(), 1);
        element(one);
        to.add(at, one);
    }

    public static <T> boolean addAll(Collection<T> to, Collection<? extends T> all) {
        room(to.size(), all.size());
        all.forEach(Many::element);
        return to.addAll(Walks.watched(all));
    }

    public static <T> boolean addAll(List<T> to, int at, Collection<? extends T> all) {
        room(to.size(), all.size());
        all.forEach(Many::element);
        return to.addAll(at, all);
    }

    public static <T> T set(List<T> in, int at, T one) {
        element(one);
        return in.set(at, one);
    }

    /** Answers the value, or a copy of it, that may be put there. */
    private static <V extends @Nullable Object> V entry(
            Map<?, ?> to, @Nullable Object key, V value) {
        room(to.size(), 1);
        Leaves.check(key);
        V settled = Leaves.value(value);
        Meter.element(key);
        Meter.element(settled);
        return settled;
    }

    public static <K, V> @Nullable V put(Map<K, V> to, K key, V value) {
        return to.put(key, entry(to, key, value));
    }

    public static <K, V> @Nullable V putIfAbsent(Map<K, V> to, K key, V value) {
        return to.putIfAbsent(key, entry(to, key, value));
    }

    public static <K, V> void putAll(Map<K, V> to, Map<? extends K, ? extends V> all) {
        all.forEach((key, value) -> put(to, key, value));
    }

    public static <K, V> @Nullable V computeIfAbsent(
            Map<K, V> to, K key, Function<? super K, ? extends V> value) {
        return to.computeIfAbsent(Leaves.key(key), k -> entry(to, k, value.apply(k)));
    }

    public static <K, V> @Nullable V merge(
            Map<K, V> to, K key, V value, BiFunction<? super V, ? super V, ? extends V> both) {
        return to.merge(
                key,
                entry(to, key, value),
                (before, more) -> entry(to, key, both.apply(before, more)));
    }
}
