package illumiomonitor.spi;

/**
 * Makes event sources of one kind. Name the implementation in {@code
 * META-INF/services/illumiomonitor.spi.EventSourceFactory} and the engine finds it. A kind may have
 * a {@link FlowSourceFactory} beside it; both get the same settings.
 */
public interface EventSourceFactory {

    /** The kind's name in the configuration. */
    String kind();

    /**
     * Makes a source.
     *
     * @param settings what stands beside its name and type; a {@code path} is absolute
     * @throws IllegalArgumentException if a setting is missing, unknown or makes no sense; the
     *     message is shown to the operator
     */
    EventSource create(Settings settings);
}
