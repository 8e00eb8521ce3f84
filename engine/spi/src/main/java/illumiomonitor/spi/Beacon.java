package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How regularly one source calls one destination in the rule's window. There is one per allowed
 * source, destination, port and protocol that was seen in at least six pulls, infrastructure
 * services left out.
 *
 * @param pce name of the PCE
 * @param src who calls
 * @param dst who is called
 * @param port destination port
 * @param proto IANA protocol number
 * @param score mean of the four parts, 0 to 1, 1 is clockwork
 * @param regularity of counts or gaps between pulls, 0 to 1
 * @param size how alike the bytes of a connection are, 0 to 1
 * @param histogram how evenly they spread over the window, 0 to 1
 * @param duration how much of the window they cover, 0 to 1
 * @param occupied pull intervals with at least one connection
 * @param connections in the window
 * @param bytesIn bytes into the destination in the window
 * @param prevalence share of the sources of the window that talk to the destination, 0 to 1
 * @param firstSeen when the edge was first seen
 * @param rank 1 for the highest {@code weight} of the window
 * @param weight score with what prevalence and age add or take, for the order
 */
public record Beacon(
        String pce,
        Endpoint src,
        Endpoint dst,
        int port,
        int proto,
        double score,
        double regularity,
        double size,
        double histogram,
        double duration,
        int occupied,
        long connections,
        long bytesIn,
        double prevalence,
        Instant firstSeen,
        int rank,
        double weight) {

    public Beacon {
        requireNonNull(pce, "pce");
        requireNonNull(src, "src");
        requireNonNull(dst, "dst");
        requireNonNull(firstSeen, "firstSeen");
    }

    /** The source's address. */
    public String srcIp() {
        return src.ip();
    }

    /** The destination's address. */
    public String dstIp() {
        return dst.ip();
    }
}
