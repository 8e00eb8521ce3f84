package illumiomonitor.engine.plugin;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigException;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.FlowSourceFactory;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Makes sources of traffic other than PCEs from the kinds that are there. */
public final class FlowSources {

    private static final String BELOW = "pce";

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
     * @throws ConfigException if there is no such kind or a setting makes no sense
     */
    public FlowSource create(Config.Channel feed) {
        FlowSourceFactory factory = kinds.get(feed.kind());
        if (factory == null) {
            String known = String.join(", ", kinds.keySet());
            throw feed.mistake(
                    BELOW,
                    "there is no source of type %s; known are pce, %s"
                            .formatted(feed.kind(), known),
                    null);
        }
        try {
            return factory.create(feed.settings());
        } catch (IllegalArgumentException e) {
            throw feed.mistake(BELOW, String.valueOf(e.getMessage()), e);
        }
    }
}
