package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How regularly one source calls one destination in the rule's window. There is one per allowed
 * source, destination, port and protocol that was seen in at least six pulls, infrastructure
 * services left out.
 *
 * <p>A PCE tells sums per pull and no single connections, so the score is one of those sums. A
 * source of connections, such as {@code zeek}, tells when each began: then it is RITA's.
 *
 * @param pce name of the PCE
 * @param src who calls
 * @param dst who is called
 * @param port destination port
 * @param proto IANA protocol number
 * @param score mean of the four parts, 0 to 1, 1 is clockwork
 * @param regularity of counts or gaps between pulls, or of gaps between connections, 0 to 1
 * @param size how alike the bytes of a connection are, 0 to 1
 * @param histogram how evenly they spread over the window, 0 to 1
 * @param duration how much of the window they cover, 0 to 1
 * @param by what was measured: {@code connections} where the begin of each is known, else {@code
 *     pulls}
 * @param occupied pull intervals with at least one connection
 * @param connections in the window
 * @param bytesIn bytes into the destination in the window
 * @param prevalence share of the inside sources of the window (workloads and addresses that are not
 *     public) that talk to the destination, 0 to 1; 0 where the edge does not lead from inside out
 * @param firstSeen when the edge was first seen
 * @param rank 1 for the highest {@code weight} of the window
 * @param weight score with what prevalence and age add or take, for the order: 0.15 more at a
 *     prevalence of 2 % or less and 0.15 less at half or more, of edges from inside out; 0.15 more
 *     in the first 7 days and 0.15 less after 30
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
        String by,
        int occupied,
        long connections,
        long bytesIn,
        double prevalence,
        Instant firstSeen,
        int rank,
        double weight) {

    /** {@link #by}: the connections themselves. */
    public static final String CONNECTIONS = "connections";

    /** {@link #by}: sums per pull. */
    public static final String PULLS = "pulls";

    public Beacon {
        requireNonNull(pce, "pce");
        requireNonNull(src, "src");
        requireNonNull(dst, "dst");
        requireNonNull(by, "by");
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
