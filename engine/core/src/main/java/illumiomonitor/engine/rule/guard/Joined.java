package illumiomonitor.engine.rule.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Stands in for the collectors that join texts, or look for equal things. */
public final class Joined {

    private Joined() {}

    public static Collector<CharSequence, ?, String> joining() {
        return joining("", "", "");
    }

    public static Collector<CharSequence, ?, String> joining(CharSequence between) {
        return joining(between, "", "");
    }

    /** As {@link Collectors#joining(CharSequence, CharSequence, CharSequence)}, with a bound. */
    public static Collector<CharSequence, ?, String> joining(
            CharSequence between, CharSequence first, CharSequence last) {
        return Collector.<CharSequence, List<CharSequence>, String>of(
                ArrayList::new,
                List::add,
                (some, more) -> {
                    some.addAll(more);
                    return some;
                },
                parts -> first + Texts.join(between, parts) + last);
    }

    public static <T> Collector<T, ?, Set<T>> toSet() {
        return Collectors.mapping(
                one -> {
                    Meter.made(Meter.IN_A_SET);
                    return Leaves.key(one);
                },
                Collectors.toSet());
    }

    private static <T, K> Function<T, K> keyed(Function<? super T, ? extends K> key) {
        return one -> Leaves.key(key.apply(one));
    }

    public static <T, K> Collector<T, ?, Map<K, List<T>>> groupingBy(
            Function<? super T, ? extends K> key) {
        return groupingBy(key, Collectors.toList());
    }

    /** As {@link Collectors#groupingBy(Function, Collector)}. */
    public static <T, K, A, D> Collector<T, ?, Map<K, D>> groupingBy(
            Function<? super T, ? extends K> key, Collector<? super T, A, D> into) {
        return Collectors.groupingBy(keyed(key), weighed(into));
    }

    /** As {@link Collectors#groupingBy(Function, Supplier, Collector)}. */
    public static <T, K, D, A, M extends Map<K, D>> Collector<T, ?, M> groupingBy(
            Function<? super T, ? extends K> key,
            Supplier<M> map,
            Collector<? super T, A, D> into) {
        return Collectors.groupingBy(keyed(key), map, weighed(into));
    }

    /** Each key has one of its own, which may have keys again. */
    private static <T, A, D> Collector<T, A, D> weighed(Collector<T, A, D> into) {
        return Collector.of(
                () -> {
                    Meter.linked();
                    return into.supplier().get();
                },
                into.accumulator(),
                into.combiner(),
                into.finisher(),
                into.characteristics().toArray(Collector.Characteristics[]::new));
    }
}
