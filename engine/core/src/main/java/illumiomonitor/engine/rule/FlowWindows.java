package illumiomonitor.engine.rule;

import illumiomonitor.db.RightOfWay.Courtesy;
import illumiomonitor.db.Store;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.engine.reference.References;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;

/** Reads what the rules read, for others who sum it up. Thread-safe. */
public final class FlowWindows {

    private final References references;
    private final WindowReader reader;

    private FlowWindows(References references, WindowReader reader) {
        this.references = references;
        this.reader = reader;
    }

    /**
     * @param spreadAfter a longer span is shared out over the windows it covers
     * @param maxFacts more flows than this are made on the way, not held in memory
     */
    public FlowWindows(Store store, Duration spreadAfter, int maxFacts, FirstSeen firstSeen) {
        this.references = new References(store);
        this.reader = new WindowReader(store, references, spreadAfter, maxFacts, firstSeen);
    }

    References references() {
        return references;
    }

    WindowReader reader() {
        return reader;
    }

    /** For many windows of a stretch, in order: each pull is read once. For one thread. */
    public FlowWindows alongTime() {
        return new FlowWindows(references, reader.alongTime());
    }

    /** For work that lets others go first while it reads. For one thread. */
    public FlowWindows with(Courtesy courtesy) {
        return new FlowWindows(references, reader.with(courtesy));
    }

    /** For so many windows of one tick: what they share is read once. For one thread. */
    FlowWindows atOneTick(int windows) {
        return new FlowWindows(references, reader.atOneTick(windows));
    }

    /**
     * The flows of a stretch, as a rule whose window it is sees them. May be made on the way: walk
     * them once.
     *
     * @param from exclusive
     * @param to inclusive
     */
    public Collection<Flow> between(int pceId, String pce, Instant from, Instant to)
            throws InterruptedException {
        return reader.flows(pceId, pce, new Stretch(Micros.of(from), Micros.of(to))).flows();
    }

    /**
     * Whether the edge of a flow was first seen after a moment, or not at all on so many days
     * before the moment's UTC day.
     */
    public boolean isNew(int pceId, Flow flow, Instant before, int days) {
        return flow.firstSeen().isAfter(before)
                || reader.firstSeen()
                        .away(
                                pceId,
                                flow.srcIp(),
                                flow.dstIp(),
                                flow.port(),
                                flow.proto(),
                                before,
                                days);
    }

    /** A source and a destination, by address. */
    public record Pair(String srcIp, String dstIp) {}

    /**
     * Connections between two instants that got no answer, by pair of addresses; the first of them
     * is outside. Makes no flows of what it reads.
     *
     * @param ports which destination ports count
     */
    public Map<Pair, Long> unanswered(int pceId, Instant from, Instant to, IntPredicate ports)
            throws InterruptedException {
        return reader.unanswered(pceId, new Stretch(Micros.of(from), Micros.of(to)), ports);
    }

    /**
     * What one committed pull brought.
     *
     * @param since start of the span of a flow's increment, by flow number
     */
    public record Pulled(Collection<Flow> flows, LongFunction<Instant> since) {}

    /** What one committed pull brought between two instants. */
    public Pulled pulled(int pceId, String pce, long pullId, Instant from, Instant to)
            throws InterruptedException {
        SeenFlows seen =
                reader.pulled(pceId, pce, pullId, new Stretch(Micros.of(from), Micros.of(to)));
        return new Pulled(seen.flows(), id -> seen.tales().apply(id).since());
    }

    /** The newest version of each of these addresses; those the store does not know are absent. */
    public Map<String, Endpoint> newest(Handle handle, int pceId, Collection<String> ips)
            throws InterruptedException {
        try {
            return reader.newest(handle, pceId, ips);
        } catch (SQLException e) {
            throw new IllegalStateException("endpoints could not be read", e);
        }
    }

    /** Audit events of a stretch with this actor, the oldest first. */
    public List<Event> eventsBy(
            Handle handle, int pceId, String pce, Instant from, Instant to, String actor) {
        Reference reference = references.asOf(handle, pceId, to);
        return Events.of(handle, pceId, pce, stretch(from, to), "e.actor", actor, reference);
    }

    /** Audit events of a stretch of this type, the oldest first. */
    public List<Event> eventsOf(
            Handle handle, int pceId, String pce, Instant from, Instant to, String type) {
        Reference reference = references.asOf(handle, pceId, to);
        return Events.of(handle, pceId, pce, stretch(from, to), "e.type", type, reference);
    }

    /** What of a stretch made other rules hold. */
    public PolicyEvents policyEvents(
            Handle handle, int pceId, String pce, Instant from, Instant to) {
        return Events.ofPolicy(
                handle, pceId, pce, stretch(from, to), references.asOf(handle, pceId, to));
    }

    /** What was changed of resources of these types in a stretch, the oldest first. */
    public List<Change> changes(
            Handle handle, int pceId, String pce, Instant from, Instant to, List<String> types) {
        Reference reference = references.asOf(handle, pceId, to);
        return Events.changes(handle, pceId, pce, stretch(from, to), types, reference);
    }

    /**
     * How many workloads with a VEN the PCE's list had as of a tick; those that ever spoke where
     * the list was never read.
     */
    public int fleet(Handle handle, int pceId, Instant tick) {
        Reference reference = references.asOf(handle, pceId, tick);
        return reference.isThere()
                ? (int) reference.workloads().stream().filter(Workload::managed).count()
                : everManaged(handle, pceId);
    }

    private static int everManaged(Handle handle, int pceId) {
        return handle.createQuery(
                        """
                        select count(distinct href)
                          from endpoint
                         where pce_id = ?
                           and managed
                           and href <> ''
                        """)
                .bind(0, pceId)
                .mapTo(int.class)
                .one();
    }

    private static Stretch stretch(Instant from, Instant to) {
        return new Stretch(Micros.of(from), Micros.of(to));
    }
}
