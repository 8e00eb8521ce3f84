package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How regularly one source calls one destination in the rule's window. There is one per allowed
 * source, destination, port and protocol that was seen in at least six pulls, or at four different
 * times where the begin of each connection is known; infrastructure services left out.
 *
 * <p>A PCE tells sums per pull and no single connections, so the score is one of those sums. A
 * source of connections, such as {@code zeek}, tells when each began: then it is RITA's.
 *
 * <p>Source: the window's allowed {@code Flow} facts, pull by pull.
 *
 * @param pce name of the PCE
 * @param src who calls
 * @param dst who is called
 * @param port [port number] destination port
 * @param proto [protocol number] IANA protocol number
 * @param score [0 to 1] mean of the four parts, 1 is clockwork
 * @param regularity [0 to 1] of counts or gaps between pulls, or of gaps between connections
 * @param size [0 to 1] how alike the bytes of a connection are
 * @param histogram [0 to 1] how evenly they spread over the window
 * @param duration [0 to 1] how much of the window they cover
 * @param by what was measured: {@code connections} where the begin of each is known, else {@code
 *     pulls}
 * @param occupied [pull intervals] with at least one connection
 * @param connections [connections] in the window
 * @param bytesIn [bytes] into the destination in the window
 * @param prevalence [0 to 1] share of the inside sources of the window (workloads and addresses
 *     that are not public) that talk to the destination; 0 where the edge does not lead from inside
 *     out
 * @param firstSeen when the edge was first seen
 * @param rank [place, from 1] 1 for the highest {@code weight} of the window
 * @param weight [0 to 1, with what is added or taken] RITA's threat of the score (0.2 at 0.5, 0.4
 *     at 0.7, 0.6 at 0.9, 0.8 at 1, nothing below) with what prevalence and age add or take, for
 *     the order: 0.15 more at a prevalence of 2 % or less and 0.15 less at half or more, of edges
 *     from inside out; 0.15 more in the first 7 days and 0.15 less after 30
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
