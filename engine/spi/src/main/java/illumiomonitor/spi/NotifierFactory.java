package illumiomonitor.spi;

/**
 * Makes notifiers of one kind. Name the implementation in {@code
 * META-INF/services/illumiomonitor.spi.NotifierFactory} and the engine finds it.
 */
public interface NotifierFactory {

    /** The kind's name in the configuration, e.g. {@code webhook}. */
    String kind();

    /**
     * Makes a notifier.
     *
     * @throws IllegalArgumentException if a setting is missing, unknown or makes no sense; the
     *     message is shown to the operator
     */
    Notifier create(Settings settings);
}
