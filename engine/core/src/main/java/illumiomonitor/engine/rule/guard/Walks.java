package illumiomonitor.engine.rule.guard;

import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the methods that look for equal things among many. Values whose hash codes were
 * chosen to be the same are compared all with all there, so each of them is on the leash.
 */
public final class Walks {

    private Walks() {}

    /** As {@link Stream#distinct()}. */
    public static <T> Stream<T> distinct(Stream<T> walk) {
        return watched(walk.peek(Leaves::key)).peek(one -> Meter.made(Meter.IN_A_SET)).distinct();
    }

    /** As {@link Stream#collect(Collector)}, weighed. */
    public static <T, R> R collect(Stream<T> walk, Collector<? super T, ?, R> into) {
        R made = watched(walk).collect(into);
        Meter.made(made);
        return made;
    }

    private static <T> Stream<T> watched(Stream<T> walk) {
        return walk.peek(one -> Leash.check());
    }

    /** As {@link Set#copyOf(Collection)}, but it keeps the order. */
    public static <T> Set<T> copyOf(Collection<? extends T> all) {
        return Collections.unmodifiableSet(new LinkedHashSet<T>(keys(all)));
    }

    /** As {@link Collections#unmodifiableSet(Set)}; what may change is copied. */
    public static <T> Set<T> unmodifiableSet(Set<T> all) {
        return Collections.unmodifiableSet(Leaves.value(all));
    }

    /** As {@link Arrays#asList}. */
    @SafeVarargs
    public static <T> List<T> asList(T... all) {
        Meter.made(all);
        for (T one : all) {
            Leaves.key(one);
        }
        return Arrays.asList(all);
    }

    /** A set is about to be made of these. */
    public static <T> Collection<T> keys(Collection<? extends T> all) {
        all.forEach(Leaves::key);
        Meter.made(all);
        return watched(all);
    }

    /** A list is about to be made of these. */
    public static Collection<?> copied(Collection<?> all) {
        Meter.made(all);
        return watched(all);
    }

    static <T> Collection<T> watched(Collection<? extends T> all) {
        return new Watched<>(all);
    }

    /** The same things, each on the leash. */
    private static final class Watched<T> extends AbstractCollection<T> {

        private final Collection<? extends T> all;

        Watched(Collection<? extends T> all) {
            this.all = all;
        }

        @Override
        public int size() {
            return all.size();
        }

        @Override
        public Iterator<T> iterator() {
            Iterator<? extends T> walk = all.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return walk.hasNext();
                }

                @Override
                public @Nullable T next() {
                    Leash.check();
                    return walk.next();
                }
            };
        }
    }
}
