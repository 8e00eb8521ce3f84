package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The edges of one PCE in memory, some 75 bytes each: when each was first seen and on which days of
 * the last 64. It only ever learns, so taking in a pull twice changes nothing. Not thread-safe.
 */
final class EdgeBook {

    /** No edge. */
    static final int NONE = EdgeKeys.NONE;

    private final EdgeRoom room;
    private final EdgeKeys keys = new EdgeKeys();
    private final EdgeAddresses ips = new EdgeAddresses();
    private final Numbers groups = new Numbers();
    private final BitSet managed = new BitSet();
    private final BitSet changed = new BitSet();
    private final BitSet stored = new BitSet();
    private final SharedServices services = new SharedServices();
    private long[] id = new long[1024];
    private int[] srcGroup = new int[1024];
    private int[] dstGroup = new int[1024];

    /**
     * Number of what endpoints of the same labels use, {@link #NONE} where a side has no labels.
     */
    private int[] shared = new int[1024];

    private long[] first = new long[1024];
    private final EdgeSights sights = new EdgeSights();
    private long nextId = 1;

    EdgeBook(EdgeRoom room) {
        this.room = room;
    }

    /** App, role and env of an endpoint, empty when it has none of them. */
    static String group(Endpoint endpoint) {
        String group =
                String.join(
                        "\t", endpoint.label("app"), endpoint.label("role"), endpoint.label("env"));
        return group.length() == 2 ? "" : group;
    }

    int size() {
        return keys.size();
    }

    EdgeRoom room() {
        return room;
    }

    boolean isFull() {
        return size() >= room.most();
    }

    /** Places of those that were not seen for longest; the oldest first. */
    int[] quietest(int count) {
        long[] byDay = new long[size()];
        Arrays.setAll(byDay, at -> (long) sights.lastDay(at) << 32 | at);
        Arrays.sort(byDay);
        return Arrays.stream(byDay).limit(count).mapToInt(one -> (int) one).toArray();
    }

    int lastDay(int at) {
        return sights.lastDay(at);
    }

    /** The edge's place, {@link #NONE} when it was never seen. */
    int find(String srcIp, String dstIp, int port, int proto) {
        int from = ips.known(srcIp);
        int to = ips.known(dstIp);
        return from == NONE || to == NONE ? NONE : keys.find(from, to, service(port, proto));
    }

    /** The edge's place; a new one when it was never seen, {@link #NONE} when the book is full. */
    int enter(String srcIp, String dstIp, int port, int proto) {
        int known = find(srcIp, dstIp, port, proto);
        if (known != NONE || isFull()) {
            return known;
        }
        int at = add(srcIp, dstIp, service(port, proto));
        id[at] = nextId++;
        first[at] = Long.MAX_VALUE;
        sights.none(at);
        return at;
    }

    /** An edge as the store has it. */
    void load(EdgeTable.Row row) {
        int at = add(row.srcIp(), row.dstIp(), service(row.port(), row.proto()));
        id[at] = row.id();
        nextId = Math.max(nextId, row.id() + 1);
        srcGroup[at] = groups.of(row.srcGroup());
        dstGroup[at] = groups.of(row.dstGroup());
        shared[at] = sharedService(at);
        managed.set(at, row.dstManaged());
        sights.load(at, row);
        room.saw(row.lastDay());
        first[at] = Long.MAX_VALUE;
        earliest(at, row.first());
        changed.clear(at);
        stored.set(at);
    }

    /** Begins edge numbers here, so that two PCEs never share one. */
    void numbersFrom(long least) {
        nextId = Math.max(nextId, least);
    }

    /** The number of the next edge that is new. */
    long nextId() {
        return nextId;
    }

    /**
     * It was seen with this decision, first of all then, on that day.
     *
     * @param beganMicros first activity that is known of the day, {@link Long#MAX_VALUE} if none is
     */
    void saw(
            int at,
            Endpoint from,
            Endpoint to,
            Decision decision,
            long firstMicros,
            int day,
            long beganMicros) {
        room.saw(day);
        boolean unseen = sights.never(at);
        // The past is learned after the present: what an address was then, it may be no more.
        if (unseen || day >= sights.lastDay(at)) {
            describe(at, groups.of(group(from)), groups.of(group(to)), to.managed(), unseen);
        }
        if (unseen && room.isPartial()) {
            int presumed = EdgeRoom.presumed(day);
            sights.saw(at, presumed, Decision.UNKNOWN, Long.MAX_VALUE);
            earliest(at, Hours.micros(Hours.dayStart((long) presumed)));
        }
        if (sights.saw(at, day, decision, beganMicros)) {
            changed.set(at);
        }
        earliest(at, firstMicros);
    }

    private void describe(int at, int srcNow, int dstNow, boolean managedNow, boolean anew) {
        if (anew
                || srcGroup[at] != srcNow
                || dstGroup[at] != dstNow
                || managed.get(at) != managedNow) {
            srcGroup[at] = srcNow;
            dstGroup[at] = dstNow;
            shared[at] = sharedService(at);
            managed.set(at, managedNow);
            changed.set(at);
        }
    }

    private void earliest(int at, long micros) {
        if (micros >= first[at]) {
            return;
        }
        first[at] = micros;
        changed.set(at);
        ips.saw(keys.src(at), micros);
        ips.saw(keys.dst(at), micros);
        if (shared[at] != NONE) {
            services.saw(shared[at], micros);
        }
    }

    private boolean labelled(int at) {
        return !groups.text(srcGroup[at]).isEmpty() && !groups.text(dstGroup[at]).isEmpty();
    }

    private int sharedService(int at) {
        return labelled(at) ? services.number(srcGroup[at], dstGroup[at], keys.service(at)) : NONE;
    }

    /** Edges that the store does not have as they are; from now on they count as written. */
    List<EdgeTable.Row> changes() {
        List<EdgeTable.Row> rows = new ArrayList<>();
        changed.stream().forEach(at -> rows.add(row(at)));
        stored.or(changed);
        changed.clear();
        return rows;
    }

    EdgeTable.Row row(int at) {
        return new EdgeTable.Row(
                stored.get(at),
                id[at],
                srcIp(at),
                dstIp(at),
                port(at),
                proto(at),
                groups.text(srcGroup[at]),
                groups.text(dstGroup[at]),
                managed.get(at),
                first[at],
                sights.lastDay(at),
                sights.dayFirst(at),
                sights.seen(at),
                sights.allowed(at),
                sights.stopped(at));
    }

    long id(int at) {
        return id[at];
    }

    String srcIp(int at) {
        return ips.text(keys.src(at));
    }

    String dstIp(int at) {
        return ips.text(keys.dst(at));
    }

    int port(int at) {
        return keys.service(at) >>> 8;
    }

    int proto(int at) {
        return keys.service(at) & 0xff;
    }

    String srcGroup(int at) {
        return groups.text(srcGroup[at]);
    }

    String dstGroup(int at) {
        return groups.text(dstGroup[at]);
    }

    /** Value of the destination's app label, empty when it has none. */
    String dstApp(int at) {
        String group = groups.text(dstGroup[at]);
        int end = group.indexOf('\t');
        return end < 0 ? "" : group.substring(0, end);
    }

    boolean dstManaged(int at) {
        return managed.get(at);
    }

    boolean dstPublic(int at) {
        return ips.isPublic(keys.dst(at));
    }

    /**
     * When it was first seen, microseconds. Of {@link #NONE} it is {@link Long#MAX_VALUE}, or some
     * time ago while an edge may be unknown because it gave way.
     */
    long first(int at) {
        return at == NONE ? room.firstOfUnknown() : first[at];
    }

    /**
     * First activity on this day, microseconds; {@link Long#MAX_VALUE} when it is not known, as on
     * all days but the newest.
     */
    long firstOn(int at, int day) {
        return sights.lastDay(at) == day ? sights.dayFirst(at) : Long.MAX_VALUE;
    }

    /** When the address was first seen on either side; as {@link #NONE} if never. */
    long first(String ip) {
        int number = ips.known(ip);
        return number == NONE ? room.firstOfUnknown() : ips.first(number);
    }

    /** When endpoints of the same labels first used it; as the edge's own where a side has none. */
    long serviceFirst(int at) {
        int number = shared[at];
        return number == NONE ? first[at] : Math.min(first[at], services.first(number));
    }

    /**
     * Whether endpoints of the same labels used it on one of the days before this one; the edge
     * alone where a side has no labels. Cost: a walk over all edges, some milliseconds.
     */
    boolean serviceSeen(int at, int day, int days) {
        int number = shared[at];
        if (number == NONE) {
            return seenDays(at, day, days) > 0;
        }
        for (int other = 0; other < size(); other++) {
            if (shared[other] == number && seenDays(other, day, days) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Days on which it was seen in the days before one, its own not included. */
    int seenDays(int at, int day, int days) {
        return sights.seenDays(at, day, days);
    }

    int allowedDays(int at, int day, int days) {
        return sights.allowedDays(at, day, days);
    }

    int stoppedDays(int at, int day, int days) {
        return sights.stoppedDays(at, day, days);
    }

    /** The newest day before this one on which it was seen; {@link Integer#MIN_VALUE} if none. */
    int seenBefore(int at, int day) {
        return sights.seenBefore(at, day);
    }

    private int add(String srcIp, String dstIp, int what) {
        if (size() == id.length) {
            grow();
        }
        int at = keys.add(ips.of(srcIp), ips.of(dstIp), what);
        shared[at] = NONE;
        groups.of("");
        return at;
    }

    private static int service(int port, int proto) {
        return port << 8 | proto & 0xff;
    }

    private void grow() {
        int length = size() * 2;
        id = Arrays.copyOf(id, length);
        srcGroup = Arrays.copyOf(srcGroup, length);
        dstGroup = Arrays.copyOf(dstGroup, length);
        shared = Arrays.copyOf(shared, length);
        first = Arrays.copyOf(first, length);
        sights.grow(length);
    }
}
