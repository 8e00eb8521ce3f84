package illumiomonitor.spi;

/**
 * Makes flow sources of one kind. Name the implementation in {@code
 * META-INF/services/illumiomonitor.spi.FlowSourceFactory} and the engine finds it.
 */
public interface FlowSourceFactory {

    /** The kind's name in the configuration, e.g. {@code zeek}. */
    String kind();

    /**
     * Makes a source.
     *
     * @param settings what stands beside its name and type; a {@code path} is absolute
     * @throws IllegalArgumentException if a setting is missing, unknown or makes no sense; the
     *     message is shown to the operator
     */
    FlowSource create(Settings settings);
}
