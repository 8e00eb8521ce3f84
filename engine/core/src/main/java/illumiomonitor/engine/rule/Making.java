package illumiomonitor.engine.rule;

import illumiomonitor.spi.Basis;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that a flow fact is put together from. */
record Making(
        int pceId,
        String pce,
        Stretch stretch,
        LongTable<Endpoint> endpoints,
        LongTable<String> terms,
        MovedStarts moved,
        Notes notes,
        FirstSeen firstSeen,
        Map<Long, Instant> pulledAt,
        Moments moments) {

    private static final Decision[] DECISIONS = Decision.values();
    private static final Direction[] DIRECTIONS = Direction.values();
    private static final long DAY = Duration.ofDays(1).toNanos() / 1_000;

    Flow flow(Grown row) {
        StoredFlow flow = row.stored();
        String state = term(flow.state());
        Notes.Note note = notes.of(row.flowId);
        boolean repeats = "active".equals(state) || "snapshot".equals(state);
        Endpoint src = there(endpoints.get(row.src), "endpoint", row.src);
        Endpoint dst = there(endpoints.get(row.dst), "endpoint", row.dst);
        long start = moved.of(flow);
        long first = Math.min(known(start, row), edgeFirst(src, dst, flow));
        return new Flow(
                row.flowId,
                pce,
                src,
                dst,
                flow.port(),
                flow.proto(),
                term(flow.process()),
                term(flow.user()),
                term(flow.service()),
                DECISIONS[flow.decision()],
                DIRECTIONS[flow.direction()],
                state,
                term(flow.transmission()),
                repeats ? 0 : row.connections,
                row.connections,
                row.bytesIn,
                row.bytesOut,
                (row.totalIn | row.totalOut) != 0,
                moments.at(start),
                moments.at(row.lastDetected),
                row.totalConnections,
                row.totalIn,
                row.totalOut,
                row.basis,
                row.spread,
                pulledAt.getOrDefault(row.pull(), Instant.EPOCH),
                note.draft(),
                note.boundary(),
                moments.at(first),
                row.seconds(stretch));
    }

    /**
     * Since when the row is known to be there. A PCE's buckets begin at midnight UTC whenever their
     * first connection was: of such a row it is what its earliest increment covers, whose begin
     * does not belong to it.
     */
    private static long known(long start, Grown row) {
        boolean bucket = start % DAY == 0 && row.basis != Basis.BASELINE;
        return bucket ? Math.max(start, Math.min(row.earliestSince + 1, row.lastDetected)) : start;
    }

    private long edgeFirst(Endpoint src, Endpoint dst, StoredFlow flow) {
        return firstSeen.of(pceId, src.ip(), dst.ip(), flow.port(), flow.proto());
    }

    private String term(int id) {
        String text = terms.get(id);
        return text == null ? "" : text;
    }

    private static <V> V there(@Nullable V value, String what, long id) {
        if (value == null) {
            throw new IllegalStateException(what + " " + id + " is not in the store");
        }
        return value;
    }
}
