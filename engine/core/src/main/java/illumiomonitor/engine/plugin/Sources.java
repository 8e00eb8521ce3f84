package illumiomonitor.engine.plugin;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigException;
import illumiomonitor.spi.EventAnswer;
import illumiomonitor.spi.EventSource;
import illumiomonitor.spi.EventSourceFactory;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.FlowSourceFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes sources other than PCEs from the kinds that are there. */
public final class Sources {

    private static final String BELOW = "pce";

    private final Map<String, FlowSourceFactory> flows = new TreeMap<>();
    private final Map<String, EventSourceFactory> events = new TreeMap<>();

    /**
     * @throws IllegalArgumentException if two factories make the same of one kind
     */
    public Sources(
            Iterable<FlowSourceFactory> flowFactories,
            Iterable<EventSourceFactory> eventFactories) {
        sort(flowFactories, FlowSourceFactory::kind, flows);
        sort(eventFactories, EventSourceFactory::kind, events);
    }

    private static <T> void sort(
            Iterable<T> factories, Function<T, String> kind, Map<String, T> into) {
        for (T factory : factories) {
            T other = into.put(kind.apply(factory), factory);
            if (other != null) {
                throw new IllegalArgumentException(
                        "sources of type %s are made by %s and by %s: remove one"
                                .formatted(
                                        kind.apply(factory),
                                        other.getClass().getName(),
                                        factory.getClass().getName()));
            }
        }
    }

    /** The kinds on the class path. */
    public static Sources found() {
        ClassLoader loader = Sources.class.getClassLoader();
        return new Sources(
                ServiceLoader.load(FlowSourceFactory.class, loader),
                ServiceLoader.load(EventSourceFactory.class, loader));
    }

    /**
     * What one kind brings.
     *
     * @param flows brings nothing where the kind knows of no traffic
     * @param events brings nothing where the kind knows of no events
     */
    public record Made(FlowSource flows, EventSource events) {}

    /**
     * Makes one source.
     *
     * @param clock this machine's
     * @throws ConfigException if there is no such kind or a setting makes no sense
     */
    public Made create(Config.Channel feed, Clock clock) {
        FlowSourceFactory ofFlows = flows.get(feed.kind());
        EventSourceFactory ofEvents = events.get(feed.kind());
        if (ofFlows == null && ofEvents == null) {
            Set<String> known = new TreeSet<>(flows.keySet());
            known.addAll(events.keySet());
            throw feed.mistake(
                    BELOW,
                    "there is no source of type %s; known are pce, %s"
                            .formatted(feed.kind(), String.join(", ", known)),
                    null);
        }
        return create(feed, ofFlows, ofEvents, clock);
    }

    private static Made create(
            Config.Channel feed,
            @Nullable FlowSourceFactory ofFlows,
            @Nullable EventSourceFactory ofEvents,
            Clock clock) {
        FlowSource flows = null;
        try {
            flows = ofFlows == null ? new NoFlows(clock) : ofFlows.create(feed.settings());
            EventSource events =
                    ofEvents == null
                            ? (window, rows) -> EventAnswer.whole(0)
                            : ofEvents.create(feed.settings());
            return new Made(flows, events);
        } catch (IllegalArgumentException e) {
            if (flows != null) {
                flows.close();
            }
            throw feed.mistake(BELOW, String.valueOf(e.getMessage()), e);
        }
    }

    /** Of a kind that knows of events only. */
    private record NoFlows(Clock clock) implements FlowSource {

        @Override
        public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows) {
            Instant now = clock.instant();
            return new FlowAnswer(0, 0, false, "", 0, now, now);
        }

        @Override
        public Duration clockOffset() {
            return Duration.ZERO;
        }
    }
}
