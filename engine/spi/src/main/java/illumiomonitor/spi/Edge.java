package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Who talked to whom on which service in the rule's window, with what the store knew of it before.
 * There is one per source, destination, port and protocol.
 *
 * <p>"Before" is what was stored of the edge before the window began, as far back as edges are
 * kept.
 *
 * @param pce name of the PCE
 * @param src newest version of the source in the window
 * @param dst newest version of the destination in the window
 * @param port destination port, 0 where the protocol has none
 * @param proto IANA protocol number
 * @param decision of the newest flow of the window
 * @param connections connections in the window
 * @param bytesIn bytes into the destination in the window
 * @param bytesOut bytes out of the destination in the window
 * @param firstSeen when the edge was first seen; inside the window when it is new
 * @param lastSeen newest activity in the window
 * @param seenBefore activity before the window, {@link Instant#EPOCH} when there was none; to the
 *     day: the last second of the newest UTC day before the window's own on which it was seen, else
 *     its first activity of that day
 * @param daysBefore distinct UTC days of the last 30 before the window on which it was seen
 * @param allowedDays distinct UTC days of the last 14 before the window on which it was allowed
 * @param stoppedDays distinct UTC days of the last 14 before the window on which it was blocked or
 *     potentially blocked
 * @param pulls how many of the newest pulls in a row that showed it, this window's included, showed
 *     it with its present decision only; counted up to 4, and only where the decision is another
 *     than on an earlier day, else 1
 * @param srcFirstSeen when the source was first seen at all
 * @param serviceFirstSeen when anyone whose source labels (app, role, env) are the same was first
 *     seen to use a destination of the same labels on this service; as {@code firstSeen} where a
 *     side has no labels
 */
public record Edge(
        String pce,
        Endpoint src,
        Endpoint dst,
        int port,
        int proto,
        Decision decision,
        long connections,
        long bytesIn,
        long bytesOut,
        Instant firstSeen,
        Instant lastSeen,
        Instant seenBefore,
        int daysBefore,
        int allowedDays,
        int stoppedDays,
        int pulls,
        Instant srcFirstSeen,
        Instant serviceFirstSeen) {

    public Edge {
        requireNonNull(pce, "pce");
        requireNonNull(src, "src");
        requireNonNull(dst, "dst");
        requireNonNull(decision, "decision");
        requireNonNull(firstSeen, "firstSeen");
        requireNonNull(lastSeen, "lastSeen");
        requireNonNull(seenBefore, "seenBefore");
        requireNonNull(srcFirstSeen, "srcFirstSeen");
        requireNonNull(serviceFirstSeen, "serviceFirstSeen");
    }

    /** The source's address. */
    public String srcIp() {
        return src.ip();
    }

    /** The destination's address. */
    public String dstIp() {
        return dst.ip();
    }

    /** Whether it was never seen before the window. */
    public boolean isNew() {
        return seenBefore.equals(Instant.EPOCH);
    }

    /** Whether traffic was stopped or would have been: blocked or potentially blocked. */
    public boolean unanswered() {
        return decision == Decision.BLOCKED || decision == Decision.POTENTIALLY_BLOCKED;
    }

    /** Whether both sides carry a label of this key and the values differ. */
    public boolean crossLabel(String key) {
        return src.differs(dst, key);
    }
}
