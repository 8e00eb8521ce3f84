package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One row of a traffic answer, as the source wrote it. Absent texts are empty, absent numbers 0
 * (ICMP type and code: -1).
 *
 * @param src who opened the connection
 * @param dst who listened
 * @param port destination port
 * @param proto IANA protocol number
 * @param icmpType only for ICMP and ICMPv6, else -1
 * @param icmpCode only for ICMP and ICMPv6, else -1
 * @param process on the reporter's side
 * @param user on the reporter's side
 * @param service Windows service on the reporter's side
 * @param direction which side reported
 * @param state as written
 * @param decision what policy made of it
 * @param transmission as written, {@code unicast} when absent
 * @param network name of the network profile
 * @param clientType kind of reporter; begins with {@link #CONNECTION} where the row is a single
 *     connection
 * @param firstDetected start of the row
 * @param lastDetected newest activity
 * @param connections total so far
 * @param bytesIn total so far, into the destination
 * @param bytesOut total so far, out of the destination
 * @param draft what the draft policy would do, as written; empty when the source was not asked
 * @param boundary why it was stopped, as written, or empty
 */
public record FlowRow(
        Endpoint src,
        Endpoint dst,
        int port,
        int proto,
        int icmpType,
        int icmpCode,
        String process,
        String user,
        String service,
        Direction direction,
        String state,
        Decision decision,
        String transmission,
        String network,
        String clientType,
        Instant firstDetected,
        Instant lastDetected,
        long connections,
        long bytesIn,
        long bytesOut,
        String draft,
        String boundary) {

    /**
     * Begin of the client type of sources that write a row for each connection, with its own begin
     * and end. What follows tells connections of the same begin apart.
     */
    public static final String CONNECTION = "connection";

    public FlowRow {
        requireNonNull(src, "src");
        requireNonNull(dst, "dst");
        requireNonNull(direction, "direction");
        requireNonNull(decision, "decision");
        requireNonNull(firstDetected, "firstDetected");
        requireNonNull(lastDetected, "lastDetected");
        requireNonNull(draft, "draft");
        requireNonNull(boundary, "boundary");
    }

    /** A row of a source that knows nothing of drafts and boundaries. */
    public FlowRow(
            Endpoint src,
            Endpoint dst,
            int port,
            int proto,
            int icmpType,
            int icmpCode,
            String process,
            String user,
            String service,
            Direction direction,
            String state,
            Decision decision,
            String transmission,
            String network,
            String clientType,
            Instant firstDetected,
            Instant lastDetected,
            long connections,
            long bytesIn,
            long bytesOut) {
        this(
                src,
                dst,
                port,
                proto,
                icmpType,
                icmpCode,
                process,
                user,
                service,
                direction,
                state,
                decision,
                transmission,
                network,
                clientType,
                firstDetected,
                lastDetected,
                connections,
                bytesIn,
                bytesOut,
                "",
                "");
    }
}
