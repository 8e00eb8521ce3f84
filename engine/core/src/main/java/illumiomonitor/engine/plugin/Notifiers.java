package illumiomonitor.engine.plugin;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigException;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifierFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** Makes the channels of a configuration from the kinds that are there. */
public final class Notifiers {

    private static final String BELOW = "channels";

    private final Map<String, NotifierFactory> kinds = new TreeMap<>();

    /**
     * @throws IllegalArgumentException if two factories make the same kind
     */
    public Notifiers(Iterable<NotifierFactory> factories) {
        for (NotifierFactory factory : factories) {
            NotifierFactory other = kinds.put(factory.kind(), factory);
            if (other != null) {
                throw new IllegalArgumentException(
                        "channels of type "
                                + factory.kind()
                                + " are made by "
                                + other.getClass().getName()
                                + " and by "
                                + factory.getClass().getName()
                                + ": remove one");
            }
        }
    }

    /** The kinds on the class path. */
    public static Notifiers found() {
        return new Notifiers(
                ServiceLoader.load(NotifierFactory.class, Notifiers.class.getClassLoader()));
    }

    /** Names of the kinds, sorted. */
    public Set<String> kinds() {
        return kinds.keySet();
    }

    /**
     * Makes one channel.
     *
     * @throws ConfigException if there is no such kind or a setting makes no sense
     */
    public Notifier create(Config.Channel channel) {
        NotifierFactory factory = kinds.get(channel.kind());
        if (factory == null) {
            String known = String.join(", ", kinds.keySet());
            throw channel.mistake(
                    BELOW,
                    "there is no channel of type %s; known are %s".formatted(channel.kind(), known),
                    null);
        }
        try {
            return factory.create(channel.settings());
        } catch (IllegalArgumentException e) {
            throw channel.mistake(BELOW, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Makes all channels, by name in the order given; none is left open when one cannot be made.
     *
     * @throws ConfigException as {@link #create}
     */
    public Map<String, Notifier> createAll(List<Config.Channel> channels) {
        Map<String, Notifier> made = new LinkedHashMap<>();
        try {
            channels.forEach(channel -> made.put(channel.name(), create(channel)));
            return made;
        } catch (ConfigException e) {
            made.values().forEach(Notifier::close);
            throw e;
        }
    }
}
