package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * Who talked to whom on which service in the rule's window, with what the store knew of it before.
 * There is one per source, destination, port and protocol.
 *
 * <p>"Before" is what was stored of the edge before the window began, as far back as edges are
 * kept.
 *
 * <p>Source: the window's {@code Flow} facts, and the days on which the store saw the edge before.
 *
 * @param pce name of the PCE
 * @param src newest version of the source in the window
 * @param dst newest version of the destination in the window
 * @param port [port number] destination port, 0 where the protocol has none
 * @param proto [protocol number] IANA protocol number
 * @param decision of the newest flow of the window
 * @param connections [connections] in the window
 * @param bytesIn [bytes] into the destination in the window
 * @param bytesOut [bytes] out of the destination in the window
 * @param firstSeen when the edge was first seen, inside the window when it is new: of one that
 *     comes back after 30 days without it, when it did
 * @param lastSeen newest activity in the window
 * @param seenBefore activity before the window, {@link Instant#EPOCH} when there was none; to the
 *     day: the last second of the newest UTC day before the window's own on which it was seen, else
 *     its first activity of that day. On the day on which it comes back after 30 days without it,
 *     its first activity of that day
 * @param daysBefore [UTC days] distinct UTC days of the last 30 before the window on which it was
 *     seen
 * @param allowedDays [UTC days] distinct UTC days of the last 14 before the window on which it was
 *     allowed
 * @param stoppedDays [UTC days] distinct UTC days of the last 14 before the window on which it was
 *     blocked or potentially blocked
 * @param stoppedInRow [UTC days] those of them since the newest of the 14 days on which it was
 *     allowed: how many days in a row it was stopped up to the window, days without it left out
 * @param pulls [pulls] how many of the newest pulls in a row that showed it, this window's
 *     included, showed it with its present decision only; counted up to 4, and only where the
 *     decision is another than on an earlier day, else 1
 * @param srcFirstSeen when the source was first seen at all
 * @param serviceFirstSeen when anyone whose source labels (app, role, env) are the same was first
 *     seen to use a destination of the same labels on this service; as {@code firstSeen} where a
 *     side has no labels, or where an edge comes back and none of them used it in those 30 days
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
        int stoppedInRow,
        int pulls,
        Instant srcFirstSeen,
        Instant serviceFirstSeen) {

    private static final Duration NEW_AFTER = Duration.ofDays(30);

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

    /**
     * Whether it was not seen in the 30 days before the window: never at all, or not for so long
     * that it starts anew. No edge is, while more are seen in 30 days than the store has room for
     * and it may be one of those that gave way.
     */
    public boolean isNew() {
        return daysBefore == 0 && seenBefore.isBefore(lastSeen.minus(NEW_AFTER));
    }

    /** Whether it was never seen before the window, as far back as edges are kept. */
    public boolean isFirst() {
        return seenBefore.equals(Instant.EPOCH);
    }

    /** Whether one of its sides is the workload that the event is about. */
    public boolean touches(Event event) {
        return event.isAbout(src) || event.isAbout(dst);
    }

    /** Whether one of its sides is the workload that was changed. */
    public boolean touches(Change change) {
        return change.isAbout(src) || change.isAbout(dst);
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
