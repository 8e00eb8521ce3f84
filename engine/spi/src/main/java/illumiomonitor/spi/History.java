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
     * How alike the applications that it reached in 30 days are to those of all its peers, 0 to 1
     * (Jaccard, by app label; a destination without one counts by its address); 1 without peers.
     * Cost: a walk over all edges in memory, some milliseconds, once for a set of labels.
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
     * When the earliest of what was allowed on the edge in the 24 hours up to the tick began, as
     * {@link Flow#began}; {@link Instant#MAX} when nothing was. Cost: the flows of the 24 hours are
     * read once for all edges.
     */
    Instant allowedSince(String srcIp, String dstIp, int port, int proto);

    /**
     * In how many of the hours up to the tick the source opened at least so many connections to the
     * destination that stayed unanswered ({@link Flow#unanswered}), over all services but name
     * services, clocks and the like (53, 67, 68, 123, 137, 138, 546, 547, 1900, 5353, 5355). Looks
     * back 24 hours at most. Cost: the flows of each hour are read once for all sources.
     */
    int unansweredHours(String srcIp, String dstIp, long atLeast, int hours);

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
     * What happened in the stretch that ends at the tick, the oldest first, after which other rules
     * may hold for the endpoint's workload: provisions, and changes of its own labels, enforcement
     * or pairing. A change in bulk that names no workload counts for all; what failed, for none.
     * Cost: all events of the stretch are looked through, once.
     */
    List<Event> policyEvents(Endpoint endpoint, Duration back);

    /**
     * Changes of resources of these types ({@link Change#type}) in the stretch that ends at the
     * tick, the oldest first; of events that failed, none. Cost: all events of the stretch are
     * looked through, once for these types.
     */
    List<Change> changes(List<String> types, Duration back);

    /**
     * Which share, 0 to 1, of a day's connections to an application was blocked or potentially
     * blocked: the percentile, 0 to 100, of the UTC days before the window's own on which anything
     * was allowed or stopped; -1 when there are fewer than three such days. Connections of an edge
     * that was allowed and stopped on the same day count half. Cost: a walk over all edges in
     * memory and a reading of the days' sums, once for all applications: seconds for millions.
     *
     * @param application {@code app|env} of the destinations, as in {@link
     *     Metric#POTENTIALLY_BLOCKED_SHARE}
     * @param days how many days back, at most 30
     */
    double stoppedShare(String application, int days, double percentile);

    /**
     * Whether the actor was seen from the address in the 30 days before the rule's window, the last
     * 24 hours left out: who signs in before he changes something does not know himself by it.
     * Cost: the events of the actor by index, once for an actor and an address.
     */
    boolean actorSeenFrom(String actor, String srcIp);

    /**
     * How usual a moment is for the actor's changes, 0 to 1, on the site's clock: the share of the
     * changes in the 90 days before the window that fell into the same hour of the week. Who works
     * at all hours has one in a hundred in none of the 168, so where it is more, the lesser of two
     * wider shares counts: of those within two hours of that time on any day, and of those on that
     * day of the week (once there are 30 changes). 1 when there are fewer than 20 changes. Cost:
     * the events of the actor in 90 days by index, once for an actor.
     */
    double actorHourShare(String actor, Instant moment);

    /**
     * How many workloads with a VEN the PCE's list has. Cost: none while the lists are in memory.
     */
    int fleet();
}
