package illumiomonitor.engine.plugin;

import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.FlowSourceFactory;
import illumiomonitor.spi.Settings;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Makes sources of traffic other than PCEs from the kinds that are there. */
public final class FlowSources {

    private final Map<String, FlowSourceFactory> kinds = new TreeMap<>();

    /**
     * @throws IllegalArgumentException if two factories make the same kind
     */
    public FlowSources(Iterable<FlowSourceFactory> factories) {
        for (FlowSourceFactory factory : factories) {
            FlowSourceFactory other = kinds.put(factory.kind(), factory);
            if (other != null) {
                throw new IllegalArgumentException(
                        "sources of type %s are made by %s and by %s: remove one"
                                .formatted(
                                        factory.kind(),
                                        other.getClass().getName(),
                                        factory.getClass().getName()));
            }
        }
    }

    /** The kinds on the class path. */
    public static FlowSources found() {
        return new FlowSources(
                ServiceLoader.load(FlowSourceFactory.class, FlowSources.class.getClassLoader()));
    }

    /**
     * Makes one source.
     *
     * @param name of the source, for the complaint
     * @throws IllegalArgumentException if there is no such kind or a setting makes no sense; one
     *     sentence for the operator
     */
    public FlowSource create(String name, String kind, Settings settings) {
        FlowSourceFactory factory = kinds.get(kind);
        if (factory == null) {
            throw new IllegalArgumentException(
                    "pce.%s: there is no source of type %s; known are pce, %s"
                            .formatted(name, kind, String.join(", ", kinds.keySet())));
        }
        return factory.create(settings);
    }
}
