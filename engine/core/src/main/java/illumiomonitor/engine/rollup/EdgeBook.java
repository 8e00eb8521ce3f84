package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Address;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The edges of one PCE in memory, some 60 bytes each: when each was first seen and on which days of
 * the last 64. It only ever learns, so taking in a pull twice changes nothing. Not thread-safe.
 */
final class EdgeBook {

    /** More edges than this are not taken in. */
    static final int MOST = 1_000_000;

    /** No edge. */
    static final int NONE = -1;

    private final Numbers ips = new Numbers();
    private final Numbers groups = new Numbers();
    private final BitSet open = new BitSet();
    private final BitSet managed = new BitSet();
    private final BitSet changed = new BitSet();
    private final BitSet stored = new BitSet();
    private final Map<List<Integer>, Long> serviceFirst = new HashMap<>();
    private long[] ipFirst = new long[1024];

    private int size;
    private long[] id = new long[1024];
    private int[] src = new int[1024];
    private int[] dst = new int[1024];
    private int[] service = new int[1024];
    private int[] srcGroup = new int[1024];
    private int[] dstGroup = new int[1024];
    private int[] lastDay = new int[1024];
    private long[] first = new long[1024];
    private long[] seen = new long[1024];
    private long[] allowed = new long[1024];
    private long[] stopped = new long[1024];
    private int[] slots = filled(4096);
    private long nextId = 1;

    /** App, role and env of an endpoint, empty when it has none of them. */
    static String group(Endpoint endpoint) {
        String group =
                String.join(
                        "\t", endpoint.label("app"), endpoint.label("role"), endpoint.label("env"));
        return group.length() == 2 ? "" : group;
    }

    int size() {
        return size;
    }

    /** The edge's place, {@link #NONE} when it was never seen. */
    int find(String srcIp, String dstIp, int port, int proto) {
        int from = ips.known(srcIp);
        int to = ips.known(dstIp);
        return from == NONE || to == NONE ? NONE : slots[slot(from, to, service(port, proto))];
    }

    /** The edge's place; a new one when it was never seen, {@link #NONE} when the book is full. */
    int enter(String srcIp, String dstIp, int port, int proto) {
        int known = find(srcIp, dstIp, port, proto);
        if (known != NONE || size >= MOST) {
            return known;
        }
        int at = add(srcIp, dstIp, service(port, proto));
        id[at] = nextId++;
        first[at] = Long.MAX_VALUE;
        lastDay[at] = Integer.MIN_VALUE;
        return at;
    }

    /** An edge as the store has it. */
    void load(EdgeTable.Row row) {
        int at = add(row.srcIp(), row.dstIp(), service(row.port(), row.proto()));
        id[at] = row.id();
        nextId = Math.max(nextId, row.id() + 1);
        srcGroup[at] = groups.of(row.srcGroup());
        dstGroup[at] = groups.of(row.dstGroup());
        managed.set(at, row.dstManaged());
        lastDay[at] = row.lastDay();
        seen[at] = row.seen();
        allowed[at] = row.allowed();
        stopped[at] = row.stopped();
        first[at] = Long.MAX_VALUE;
        earliest(at, row.first());
        changed.clear(at);
        stored.set(at);
    }

    /** Begins edge numbers here, so that two PCEs never share one. */
    void numbersFrom(long least) {
        nextId = Math.max(nextId, least);
    }

    /** It was seen with this decision, first then, last on that day. */
    void saw(int at, Endpoint from, Endpoint to, Decision decision, long firstMicros, int day) {
        int srcNow = groups.of(group(from));
        int dstNow = groups.of(group(to));
        if (srcGroup[at] != srcNow
                || dstGroup[at] != dstNow
                || managed.get(at) != to.managed()
                || lastDay[at] == Integer.MIN_VALUE) {
            srcGroup[at] = srcNow;
            dstGroup[at] = dstNow;
            managed.set(at, to.managed());
            changed.set(at);
        }
        mark(at, day, decision);
        earliest(at, firstMicros);
    }

    private void mark(int at, int day, Decision decision) {
        if (lastDay[at] == Integer.MIN_VALUE) {
            lastDay[at] = day;
        }
        int ahead = day - lastDay[at];
        if (ahead > 0) {
            seen[at] = DayBits.later(seen[at], ahead);
            allowed[at] = DayBits.later(allowed[at], ahead);
            stopped[at] = DayBits.later(stopped[at], ahead);
            lastDay[at] = day;
        }
        int back = lastDay[at] - day;
        if (back >= DayBits.DAYS) {
            return;
        }
        long bit = 1L << back;
        long allows = decision == Decision.ALLOWED ? bit : 0;
        boolean stops = decision == Decision.BLOCKED || decision == Decision.POTENTIALLY_BLOCKED;
        long both = stops ? bit : 0;
        if ((seen[at] & bit) == 0
                || (allowed[at] | allows) != allowed[at]
                || (stopped[at] | both) != stopped[at]) {
            seen[at] |= bit;
            allowed[at] |= allows;
            stopped[at] |= both;
            changed.set(at);
        }
    }

    private void earliest(int at, long micros) {
        if (micros >= first[at]) {
            return;
        }
        first[at] = micros;
        changed.set(at);
        ipFirst[src[at]] = Math.min(ipFirst[src[at]], micros);
        ipFirst[dst[at]] = Math.min(ipFirst[dst[at]], micros);
        if (labelled(at)) {
            serviceFirst.merge(serviceKey(at), micros, Math::min);
        }
    }

    private boolean labelled(int at) {
        return !groups.text(srcGroup[at]).isEmpty() && !groups.text(dstGroup[at]).isEmpty();
    }

    private List<Integer> serviceKey(int at) {
        return List.of(srcGroup[at], dstGroup[at], service[at]);
    }

    /** Edges that the store does not have as they are; from now on they count as written. */
    List<EdgeTable.Row> changes() {
        List<EdgeTable.Row> rows = new ArrayList<>();
        changed.stream().forEach(at -> rows.add(row(at)));
        stored.or(changed);
        changed.clear();
        return rows;
    }

    private EdgeTable.Row row(int at) {
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
                lastDay[at],
                seen[at],
                allowed[at],
                stopped[at]);
    }

    long id(int at) {
        return id[at];
    }

    String srcIp(int at) {
        return ips.text(src[at]);
    }

    String dstIp(int at) {
        return ips.text(dst[at]);
    }

    int port(int at) {
        return service[at] >>> 8;
    }

    int proto(int at) {
        return service[at] & 0xff;
    }

    String srcGroup(int at) {
        return groups.text(srcGroup[at]);
    }

    boolean dstManaged(int at) {
        return managed.get(at);
    }

    boolean dstPublic(int at) {
        return open.get(dst[at]);
    }

    /** When it was first seen, microseconds. */
    long first(int at) {
        return first[at];
    }

    /** When the address was first seen on either side; {@link Long#MAX_VALUE} if never. */
    long first(String ip) {
        int number = ips.known(ip);
        return number == NONE ? Long.MAX_VALUE : ipFirst[number];
    }

    /** When endpoints of the same labels first used it; as the edge's own where a side has none. */
    long serviceFirst(int at) {
        return labelled(at)
                ? Math.min(first[at], serviceFirst.getOrDefault(serviceKey(at), first[at]))
                : first[at];
    }

    /** Days on which it was seen in the days before one, its own not included. */
    int seenDays(int at, int day, int days) {
        return DayBits.count(seen[at], lastDay[at], day, days);
    }

    int allowedDays(int at, int day, int days) {
        return DayBits.count(allowed[at], lastDay[at], day, days);
    }

    int stoppedDays(int at, int day, int days) {
        return DayBits.count(stopped[at], lastDay[at], day, days);
    }

    /** The newest day before this one on which it was seen; {@link Integer#MIN_VALUE} if none. */
    int seenBefore(int at, int day) {
        return DayBits.newestBefore(seen[at], lastDay[at], day);
    }

    /** All places, in no order that matters. */
    int[] places() {
        int[] all = new int[size];
        Arrays.setAll(all, at -> at);
        return all;
    }

    /** Distinct texts of source groups that are in use. */
    TreeSet<String> groups() {
        return new TreeSet<>(groups.texts());
    }

    private int add(String srcIp, String dstIp, int what) {
        if (size == id.length) {
            grow();
        }
        int at = size++;
        src[at] = ip(srcIp);
        dst[at] = ip(dstIp);
        service[at] = what;
        slots[slot(src[at], dst[at], what)] = at;
        if (size * 2 > slots.length) {
            slots = filled(slots.length * 2);
            for (int one = 0; one < size; one++) {
                slots[slot(src[one], dst[one], service[one])] = one;
            }
        }
        groups.of("");
        return at;
    }

    private int ip(String text) {
        int known = ips.known(text);
        if (known != NONE) {
            return known;
        }
        int number = ips.of(text);
        if (number >= ipFirst.length) {
            ipFirst = Arrays.copyOf(ipFirst, number * 2);
        }
        ipFirst[number] = Long.MAX_VALUE;
        open.set(number, isPublic(text));
        return number;
    }

    private static boolean isPublic(String ip) {
        try {
            return Address.parse(ip).isPublic();
        } catch (IllegalArgumentException e) {
            // Whatever a PCE wrote there, it is not the open internet.
            return false;
        }
    }

    private static int service(int port, int proto) {
        return port << 8 | proto & 0xff;
    }

    private int slot(int from, int to, int what) {
        long hash = (from * 0x9E3779B97F4A7C15L + to) * 0xC2B2AE3D27D4EB4FL + what;
        hash *= 0x9E3779B97F4A7C15L;
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 33) & mask;
        while (slots[slot] != NONE && !same(slots[slot], from, to, what)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean same(int at, int from, int to, int what) {
        return src[at] == from && dst[at] == to && service[at] == what;
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, NONE);
        return slots;
    }

    private void grow() {
        int length = size * 2;
        id = Arrays.copyOf(id, length);
        src = Arrays.copyOf(src, length);
        dst = Arrays.copyOf(dst, length);
        service = Arrays.copyOf(service, length);
        srcGroup = Arrays.copyOf(srcGroup, length);
        dstGroup = Arrays.copyOf(dstGroup, length);
        lastDay = Arrays.copyOf(lastDay, length);
        first = Arrays.copyOf(first, length);
        seen = Arrays.copyOf(seen, length);
        allowed = Arrays.copyOf(allowed, length);
        stopped = Arrays.copyOf(stopped, length);
    }
}
