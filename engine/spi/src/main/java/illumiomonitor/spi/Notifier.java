package illumiomonitor.spi;

/**
 * Tells people over one channel.
 *
 * <p>The engine calls it from one thread at a time. A message may arrive twice after a crash, so a
 * channel that can drop repeats keys them by {@link Message#key()}.
 */
public interface Notifier extends AutoCloseable {

    /**
     * Sends one message and returns once the channel has taken it.
     *
     * @return the receiver's answer in a few words, for {@code channels test}
     * @throws NotifyException if the channel did not take it; says whether to try again
     * @throws InterruptedException if the service is to stop
     */
    String send(Message message) throws NotifyException, InterruptedException;

    /** Releases connections. Does nothing by default. */
    @Override
    default void close() {}
}
