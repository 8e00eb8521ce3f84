package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

/**
 * How much one address sent and received in the rule's window. There is one per address.
 *
 * <p>Source: summed over the window's {@code Flow} facts.
 *
 * @param pce name of the PCE
 * @param endpoint newest version of the address in the window
 * @param opened [connections] that it opened
 * @param accepted [connections] that others opened to it
 * @param stoppedOut [connections] of its own that were blocked or potentially blocked
 * @param stoppedIn [connections] to it that were blocked or potentially blocked
 * @param bytesSent [bytes] that left it, whoever opened the connection
 * @param bytesReceived [bytes] that reached it
 * @param bytesUploaded [bytes] that it sent, over connections of its own, to addresses without a
 *     VEN
 * @param destinations [addresses] distinct addresses it opened connections to
 * @param sources [addresses] distinct addresses that opened connections to it
 */
public record Talker(
        String pce,
        Endpoint endpoint,
        long opened,
        long accepted,
        long stoppedOut,
        long stoppedIn,
        long bytesSent,
        long bytesReceived,
        long bytesUploaded,
        int destinations,
        int sources) {

    public Talker {
        requireNonNull(pce, "pce");
        requireNonNull(endpoint, "endpoint");
    }

    /** The address. */
    public String ip() {
        return endpoint.ip();
    }
}
