package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * One PCE traffic row with what it grew by inside the rule's window. Connections that both agents
 * reported are here once.
 *
 * <p>Source: a row of the PCE's traffic query and what the store knows of it.
 *
 * @param id [id] flow row in the store; {@code history.flows.flow_id}
 * @param pce name of the PCE; from the configuration
 * @param src who opened the connection; {@code src}
 * @param dst who listened; {@code dst}
 * @param port [port number] destination port, 0 where the protocol has none; {@code service.port}
 * @param proto [protocol number] IANA protocol number (6 TCP, 17 UDP, 1 ICMP); {@code
 *     service.proto}
 * @param process process on the reporter's side, or empty; {@code service.process_name}
 * @param user user on the reporter's side, or empty; {@code service.user_name}
 * @param service Windows service on the reporter's side, or empty; {@code
 *     service.windows_service_name}
 * @param decision what policy made of it; {@code policy_decision}
 * @param direction which side reported; {@code flow_direction}
 * @param state {@code closed}, {@code timed out}, {@code active}, {@code snapshot}, ... or empty;
 *     {@code state}
 * @param transmission {@code unicast}, {@code broadcast} or {@code multicast}; {@code transmission}
 * @param connections [connections] opened in the window, 0 for {@code active} and {@code snapshot}
 *     rows, which repeat theirs; {@code num_connections}
 * @param reports [connections] what the PCE counted in the window whatever the state; {@code
 *     num_connections}
 * @param bytesIn [bytes] into the destination in the window (upload); {@code dst_bi}
 * @param bytesOut [bytes] out of the destination in the window (download); {@code dst_bo}
 * @param bytesMeasured false where the reporter measures no bytes, so that 0 means unknown
 * @param firstDetected first report of the row; {@code timestamp_range.first_detected}
 * @param lastDetected newest activity inside the window
 * @param pceConnections [connections] the PCE's total of the row's counter so far, whatever the
 *     window; {@code num_connections}
 * @param pceBytesIn [bytes] the PCE's total so far; {@code dst_bi}
 * @param pceBytesOut [bytes] the PCE's total so far; {@code dst_bo}
 * @param basis of the newest increment in the window
 * @param spread true when an increment spans more than the window, so that its share was estimated
 * @param pulledAt when the newest increment was pulled, PCE time
 * @param draft what the draft policy would do, as the PCE words it; empty when it was not asked,
 *     see {@code pull.draft}; {@code draft_policy_decision}
 * @param boundary why it was stopped, as the PCE words it, or empty; {@code boundary_decision}
 * @param firstSeen when its edge, that is source, destination, port and protocol, was first seen in
 *     the store; the row's first report where that is not known, and of a bucket that begins at
 *     midnight UTC the begin of its first increment
 * @param seconds [seconds] how long the window's increments span; the window's length where that is
 *     less than a second
 */
public record Flow(
        long id,
        String pce,
        Endpoint src,
        Endpoint dst,
        int port,
        int proto,
        String process,
        String user,
        String service,
        Decision decision,
        Direction direction,
        String state,
        String transmission,
        long connections,
        long reports,
        long bytesIn,
        long bytesOut,
        boolean bytesMeasured,
        Instant firstDetected,
        Instant lastDetected,
        long pceConnections,
        long pceBytesIn,
        long pceBytesOut,
        Basis basis,
        boolean spread,
        Instant pulledAt,
        String draft,
        String boundary,
        Instant firstSeen,
        double seconds) {

    public Flow {
        requireNonNull(pce, "pce");
        requireNonNull(src, "src");
        requireNonNull(dst, "dst");
        requireNonNull(decision, "decision");
        requireNonNull(direction, "direction");
        requireNonNull(basis, "basis");
        requireNonNull(draft, "draft");
        requireNonNull(boundary, "boundary");
        requireNonNull(firstSeen, "firstSeen");
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0..65535, but was " + port);
        }
    }

    /** The source's address. */
    public String srcIp() {
        return src.ip();
    }

    /** The destination's address. */
    public String dstIp() {
        return dst.ip();
    }

    /** Whether both sides carry a label of this key and the values differ. */
    public boolean crossLabel(Endpoint one, Endpoint other, String key) {
        return one.differs(other, key);
    }

    /** Whether traffic was stopped or would have been: blocked or potentially blocked. */
    public boolean unanswered() {
        return decision == Decision.BLOCKED || decision == Decision.POTENTIALLY_BLOCKED;
    }

    /**
     * Hours that a single connection is known to have lasted by the end of the window; 0 where the
     * row sums up several, which may have followed one another.
     *
     * <p>A row that was first reported at midnight UTC, when a PCE's counters begin anew, may be
     * younger than that: of such a row it is what its increments span.
     */
    public double hoursOpen() {
        if (pceConnections != 1) {
            return 0;
        }
        double open = Duration.between(firstDetected, lastDetected).toSeconds();
        if (firstDetected.getEpochSecond() % 86_400 == 0) {
            // More than that is no span: the window's length stands for a single report.
            open = seconds <= open ? seconds : 0;
        }
        return open / 3_600;
    }

    /**
     * When it is known to have been active first: its first report. A row that was first reported
     * at midnight UTC, when a PCE's counters begin anew, may be younger than that: of such a row it
     * is the begin of what its increments in the window span.
     */
    public Instant began() {
        double open = Duration.between(firstDetected, lastDetected).toSeconds();
        if (firstDetected.getEpochSecond() % 86_400 != 0 || open <= 0) {
            return firstDetected;
        }
        // More than that is no span: the window's length stands for a single report.
        return seconds <= open
                ? lastDetected.minusMillis(Math.round(seconds * 1_000))
                : lastDetected;
    }

    /**
     * Megabits a second, both ways, over {@link #seconds}; 0 where no bytes or no time are known.
     */
    public double mbps() {
        return seconds <= 0 ? 0 : (bytesIn + bytesOut) * 8 / seconds / 1_000_000;
    }
}
