package illumiomonitor.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the store knows beyond the rule's window, as of the tick. A rule declares {@code global
 * illumiomonitor.spi.History history}. Every answer is kept until the tick is judged, so that
 * asking twice costs once; still ask late in a rule, after its cheap conditions.
 *
 * <p>Edges are source, destination, port and protocol. Times before the store began to cover the
 * PCE are unknown to it. Called on the judging thread only.
 */
public interface History {

    /** When the edge was first seen; {@link Instant#MAX} when it never was. */
    Instant firstSeen(String srcIp, String dstIp, int port, int proto);

    /**
     * When the edge was last seen before the rule's window, to the day as {@link Edge#seenBefore};
     * {@link Instant#EPOCH} when it never was.
     */
    Instant lastSeen(String srcIp, String dstIp, int port, int proto);

    /** When the address was first seen on either side; {@link Instant#MAX} when it never was. */
    Instant firstSeen(String ip);

    /**
     * Share, 0 to 1, of the other sources with the same role, app and env labels that used the
     * destination's service in the 30 days before the window; 0 when it has no such peers.
     */
    double prevalence(Endpoint src, String dstIp, int port, int proto);

    /**
     * Share, 0 to 1, of the other sources with the same role, app and env labels that used this
     * port anywhere in the 30 days before the window; 0 when it has no such peers.
     */
    double portPrevalence(Endpoint src, int port, int proto);

    /**
     * How many other sources carry the same role, app and env labels; 0 when it has none of them.
     */
    int peers(Endpoint src);

    /**
     * How alike its destinations of 30 days are to those of its peers, 0 to 1 (Jaccard); 1 without
     * peers.
     */
    double peerOverlap(Endpoint src);

    /**
     * Connections of the edge in the stretch that ends at the tick. Of more than 24 hours the
     * oldest UTC day counts whole.
     */
    long connections(String srcIp, String dstIp, int port, int proto, Duration back);

    /**
     * Bytes into the destination over all services in the stretch that ends at the tick. Of more
     * than 24 hours the oldest UTC day counts whole.
     */
    long bytesIn(String srcIp, String dstIp, Duration back);

    /**
     * Bytes into the destination over all services for each of the UTC days before the tick's, the
     * newest first; days of gaps count as they were stored.
     */
    List<Long> dailyBytesIn(String srcIp, String dstIp, int days);

    /**
     * The percentile, 0 to 100, of what sources of the role sent to one address without a VEN in
     * the 30 days before the window; 0 when there are none.
     */
    long uploadPercentile(String role, double percentile);

    /**
     * Bytes of a connection, both ways, that are usual for sources of the role on this port: the
     * median of their edges' means in the 30 days before the window; 0 when there are none.
     */
    long usualBytes(String role, int port, int proto);

    /**
     * Whether a source of the role opened an allowed connection to a public address in the 30 days
     * before the window.
     */
    boolean roleEgressed(String role);

    /**
     * Whether an edge between these addresses was blocked or potentially blocked in the 30 days
     * before the window.
     */
    boolean stoppedBefore(String srcIp, String dstIp, int port, int proto);

    /** Events of an actor in the stretch that ends at the tick, the oldest first. */
    List<Event> events(String actor, Duration back);

    /** Events of a type in the stretch that ends at the tick, the oldest first. */
    List<Event> eventsOf(String type, Duration back);

    /** Whether the actor was seen from the address in the 30 days before the rule's window. */
    boolean actorSeenFrom(String actor, String srcIp);

    /**
     * Share, 0 to 1, of the actor's changes in the 90 days before the window that fell into the
     * same hour of the week as the moment given, on the site's clock; 1 when there are fewer than
     * 20.
     */
    double actorHourShare(String actor, Instant moment);

    /** How many workloads with a VEN the PCE's list has. */
    int fleet();
}
