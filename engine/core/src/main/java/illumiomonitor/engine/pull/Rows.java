package illumiomonitor.engine.pull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A day's rows while they are read: in key order, with the endpoints that were read last. */
final class Rows {

    private final DayLedger ledger;
    private Known[] byNumber = new Known[1024];
    private long[] pull = new long[1024];
    private int[] src = new int[1024];
    private int[] dst = new int[1024];
    private int size;

    Rows(DayLedger ledger) {
        this.ledger = ledger;
    }

    DayLedger ledger() {
        return ledger;
    }

    int size() {
        return size;
    }

    Known known(int place) {
        return byNumber[place];
    }

    void add(Known known, long pullId, int srcId, int dstId) {
        if (size == byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, size * 2);
            pull = Arrays.copyOf(pull, size * 2);
            src = Arrays.copyOf(src, size * 2);
            dst = Arrays.copyOf(dst, size * 2);
        }
        byNumber[size] = known;
        pull[size] = pullId;
        src[size] = srcId;
        dst[size++] = dstId;
        ledger.add(known);
    }

    /** The place of a flow row, negative when it is none of this PCE's. */
    int find(long flowId) {
        int number = (int) (flowId % Ids.FLOWS);
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = byNumber[middle].number;
            if (there == number) {
                return middle;
            }
            if (there < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Takes an increment: flow_id, src, dst, until, last_detected and totals from column 2 on. */
    void grow(int place, ResultSet row, Endpoints endpoints) throws SQLException {
        Known known = byNumber[place];
        int srcId = row.getInt(3);
        int dstId = row.getInt(4);
        if (srcId != src[place] || dstId != dst[place]) {
            src[place] = srcId;
            dst[place] = dstId;
            ledger.rewrite(
                    known,
                    known.first,
                    known.state,
                    endpoints.workloads(endpoints.place(srcId), endpoints.place(dstId)));
        }
        known.firstUntil = Math.min(known.firstUntil, ledger.offset(Times.millis(row, 5)));
        known.totals(
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                ledger.offset(Times.millis(row, 6)));
    }

    /** Takes folded totals: first until, last_detected and totals from column 2 on. */
    void stand(int place, ResultSet row) throws SQLException {
        Known known = byNumber[place];
        known.firstUntil = ledger.offset(Times.millis(row, 2));
        known.totals(
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                ledger.offset(Times.millis(row, 3)));
    }

    /** What tells rows apart when the day is one bucket. */
    private record Key(long hi, long lo, int state, int workloads) {}

    /**
     * From this pull on counters count the whole day: rows that were slices become one, which has
     * the sum of their counters.
     */
    void mergeSlices(long beforePull) {
        Map<Key, Known> merged = new HashMap<>();
        for (int i = 0; i < size && pull[i] < beforePull; i++) {
            Known slice = byNumber[i];
            if (slice.absorbed) {
                continue;
            }
            Known one =
                    merged.putIfAbsent(
                            new Key(slice.hi, slice.lo, slice.state, slice.workloads), slice);
            if (one != null) {
                one.connections += slice.connections;
                one.in += slice.in;
                one.out += slice.out;
                one.last = Math.max(one.last, slice.last);
                one.first = Math.min(one.first, slice.first);
                slice.absorbed = true;
            }
        }
        merged.values().forEach(one -> one.bucket = 0);
    }
}
