package illumiomonitor.engine.pull;

import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what a PCE's counters count. A second, shorter window with the same end is asked for,
 * and flows that were busy before it and inside it are compared.
 */
final class Probe {

    /** How long the short window may be; the shortest that cuts enough flows in two is taken. */
    private static final List<Duration> LENGTHS =
            List.of(
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(20),
                    Duration.ofMinutes(30),
                    Duration.ofMinutes(60),
                    Duration.ofMinutes(120),
                    Duration.ofMinutes(240),
                    Duration.ofMinutes(480));

    private static final int ENOUGH = 20;
    private static final int MOST_COMPARED = 5_000;

    /** A sample proves as much as everything. */
    private static final int MOST_ASKED = 20_000;

    private final FlowSource source;
    private final RowReader reader;
    private final int maxRows;

    Probe(FlowSource source, RowReader reader, int maxRows) {
        this.source = source;
        this.reader = reader;
        this.maxRows = Math.min(maxRows, MOST_ASKED);
    }

    /**
     * What was proven.
     *
     * @param proof what was seen, for people
     */
    record Verdict(Mode mode, String proof) {}

    private record Key(long hi, long lo) {}

    /** Compares with the whole days that were just asked for; empty when nothing is proven yet. */
    Optional<Verdict> compare(Answer whole, Instant tick)
            throws SourceException, InterruptedException {
        Optional<Instant> start = bestStart(whole, tick);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        Instant from = start.get();
        Answer inside = new Answer();
        source.flows(
                FlowQuery.of(new TimeWindow(from, tick), maxRows),
                row -> inside.add(reader.read(row, RowReader.BY_DAY)));
        return verdict(astride(whole, from.toEpochMilli()), inside, from);
    }

    private static Optional<Instant> bestStart(Answer whole, Instant tick) {
        Optional<Instant> best = Optional.empty();
        int most = 0;
        for (Duration length : LENGTHS) {
            Instant start = tick.minus(length);
            long at = start.toEpochMilli();
            int cut = 0;
            for (int i = 0; i < whole.size() && cut < ENOUGH; i++) {
                Observed row = whole.row(i);
                if (row.first < at && at <= row.last) {
                    cut++;
                }
            }
            if (cut > most) {
                most = cut;
                best = Optional.of(start);
            }
        }
        return best;
    }

    private static Map<Key, List<Observed>> astride(Answer whole, long start) {
        Map<Key, List<Observed>> rows = new HashMap<>();
        for (int i = 0; i < whole.size() && rows.size() < MOST_COMPARED; i++) {
            Observed row = whole.row(i);
            if (row.first < start && start <= row.last) {
                rows.computeIfAbsent(new Key(row.hi, row.lo), k -> new ArrayList<>()).add(row);
            }
        }
        return rows;
    }

    private static Optional<Verdict> verdict(
            Map<Key, List<Observed>> astride, Answer inside, Instant start) {
        int same = 0;
        int smaller = 0;
        for (int i = 0; i < inside.size(); i++) {
            Observed row = inside.row(i);
            for (Observed whole : astride.getOrDefault(new Key(row.hi, row.lo), List.of())) {
                if (whole.state() != row.state() || whole.bucket != row.bucket) {
                    continue;
                }
                if (row.first >= start.toEpochMilli() || whole.first == row.first) {
                    boolean less = row.connections < whole.connections;
                    smaller += less ? 1 : 0;
                    same += less || row.first >= start.toEpochMilli() ? 0 : 1;
                } else {
                    same++;
                }
            }
        }
        if (same == smaller) {
            return Optional.empty();
        }
        boolean bucket = same > smaller;
        return Optional.of(
                new Verdict(
                        bucket ? Mode.BUCKET : Mode.CLIPPED,
                        "%d of %d flows that began before %s had %s counters when only what followed was asked"
                                .formatted(
                                        bucket ? same : smaller,
                                        same + smaller,
                                        start,
                                        bucket ? "the same" : "smaller")));
    }
}
