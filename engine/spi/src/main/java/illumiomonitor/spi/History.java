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

    /**
     * When the edge was first seen; {@link Instant#MAX} when it never was. Cost: microseconds, from
     * memory.
     */
    Instant firstSeen(String srcIp, String dstIp, int port, int proto);

    /**
     * When the edge was last seen before the rule's window, to the day as {@link Edge#seenBefore};
     * {@link Instant#EPOCH} when it never was. Cost: microseconds, from memory.
     */
    Instant lastSeen(String srcIp, String dstIp, int port, int proto);

    /**
     * When the address was first seen on either side; {@link Instant#MAX} when it never was. Cost:
     * microseconds, from memory.
     */
    Instant firstSeen(String ip);

    /**
     * Share, 0 to 1, of the other sources with the same role, app and env labels that used the
     * destination's service in the 30 days before the window; 0 when it has no such peers. Cost: a
     * walk over all edges in memory, some milliseconds, once for a set of labels and a service.
     */
    double prevalence(Endpoint src, String dstIp, int port, int proto);

    /**
     * Share, 0 to 1, of the other sources with the same role, app and env labels that used this
     * port anywhere in the 30 days before the window; 0 when it has no such peers. Cost: a walk
     * over all edges in memory, some milliseconds, once for a set of labels and a port.
     */
    double portPrevalence(Endpoint src, int port, int proto);

    /**
     * How many other sources carry the same role, app and env labels; 0 when it has none of them.
     * Cost: a walk over all edges in memory, some milliseconds, once for a set of labels.
     */
    int peers(Endpoint src);

    /**
     * How alike its destinations of 30 days are to those of its peers, 0 to 1 (Jaccard); 1 without
     * peers. Cost: a walk over all edges in memory, some milliseconds, once for a set of labels.
     */
    double peerOverlap(Endpoint src);

    /**
     * Connections of the edge in the stretch that ends at the tick. Of more than 24 hours the
     * oldest UTC day counts whole. Cost: the flows of the stretch, or of its last day, are read
     * once for all edges; the days before by index.
     */
    long connections(String srcIp, String dstIp, int port, int proto, Duration back);

    /**
     * Bytes into the destination over all services in the stretch that ends at the tick. Of more
     * than 24 hours the oldest UTC day counts whole. Cost: as of {@link #connections}.
     */
    long bytesIn(String srcIp, String dstIp, Duration back);

    /**
     * Bytes into the destination over all services for each of the UTC days before the tick's, the
     * newest first; days of gaps count as they were stored. Cost: a few rows by index.
     */
    List<Long> dailyBytesIn(String srcIp, String dstIp, int days);

    /**
     * The percentile, 0 to 100, of what sources of the role sent to one address without a VEN in
     * the 30 days before the window; 0 when there are none. Cost: once a day for all roles the sums
     * of 30 days are read, seconds for millions of rows; then a walk over all edges in memory.
     */
    long uploadPercentile(String role, double percentile);

    /**
     * Bytes of a connection, both ways, that are usual for sources of the role on this port: the
     * median of their edges' means in the 30 days before the window; 0 when there are none. Cost: a
     * walk over all edges in memory, and by index the days of those of the role on the port, once
     * for a role and port.
     */
    long usualBytes(String role, int port, int proto);

    /**
     * Whether a source of the role opened an allowed connection to a public address in the 30 days
     * before the window. Cost: a walk over all edges in memory, some milliseconds, once for a role.
     */
    boolean roleEgressed(String role);

    /**
     * Whether an edge between these addresses was blocked or potentially blocked in the 30 days
     * before the window. Cost: microseconds, from memory.
     */
    boolean stoppedBefore(String srcIp, String dstIp, int port, int proto);

    /**
     * Events of an actor in the stretch that ends at the tick, the oldest first. Cost: the events
     * of the stretch by index, once for an actor.
     */
    List<Event> events(String actor, Duration back);

    /**
     * Events of a type in the stretch that ends at the tick, the oldest first. Cost: all events of
     * the stretch are looked through, once for a type.
     */
    List<Event> eventsOf(String type, Duration back);

    /**
     * Whether the actor was seen from the address in the 30 days before the rule's window. Cost:
     * the events of the actor by index, once for an actor and an address.
     */
    boolean actorSeenFrom(String actor, String srcIp);

    /**
     * Share, 0 to 1, of the actor's changes in the 90 days before the window that fell into the
     * same hour of the week as the moment given, on the site's clock; 1 when there are fewer than
     * 20. Cost: the events of the actor in 90 days by index, once for an actor.
     */
    double actorHourShare(String actor, Instant moment);

    /**
     * How many workloads with a VEN the PCE's list has. Cost: none while the lists are in memory.
     */
    int fleet();
}
