package illumiomonitor.engine.pull;

import illumiomonitor.spi.Basis;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a row of an answer adds to what is known: the table of increments. */
final class IncrementTable {

    private final long tick;
    private final long coverage;
    private final boolean first;
    private final long previousEnd;
    private final long settled;

    IncrementTable(Frame frame, Duration settle) {
        this.tick = frame.tick().toEpochMilli();
        this.coverage = frame.coverage().toEpochMilli();
        Instant end = frame.previousEnd();
        this.first = end == null;
        this.previousEnd = end == null ? Long.MIN_VALUE : end.toEpochMilli();
        this.settled = end == null ? Long.MIN_VALUE : end.minus(settle).toEpochMilli();
    }

    /** The basis of what the row adds, null when it adds nothing. */
    @Nullable Basis basis(Observed row, @Nullable Totals known) {
        if (known == null) {
            return row.first < coverage ? Basis.BASELINE : late(row, Basis.NEW);
        }
        boolean later = row.last > known.last();
        if (lower(row, known)) {
            return later ? Basis.RESET : null;
        }
        return later || grown(row, known) ? late(row, Basis.DELTA) : null;
    }

    /** Whether the row shows less than is known, though nothing happened since: an old picture. */
    boolean stale(Observed row, Totals known) {
        return lower(row, known) && row.last <= known.last();
    }

    /** Any counter: they restart together, so one that fell drags the others along. */
    static boolean lower(Observed row, Totals known) {
        return row.connections < known.connections()
                || row.in < known.in()
                || row.out < known.out();
    }

    private static boolean grown(Observed row, Totals known) {
        return row.connections > known.connections()
                || row.in > known.in()
                || row.out > known.out();
    }

    /** What the row adds, and the newest activity of which is known then. */
    static Totals added(Observed row, @Nullable Totals known, Basis basis) {
        if (basis == Basis.BASELINE) {
            return new Totals(0, 0, 0, row.last);
        }
        if (known == null) {
            return new Totals(row.connections, row.in, row.out, row.last);
        }
        long last = Math.max(row.last, known.last());
        return basis == Basis.RESET
                ? new Totals(row.connections, row.in, row.out, last)
                : new Totals(
                        row.connections - known.connections(),
                        row.in - known.in(),
                        row.out - known.out(),
                        last);
    }

    /** End of the span, inclusive. */
    long until(Observed row) {
        return Math.min(row.last, tick);
    }

    /** Start of the span, exclusive: the newest instant at which this had not been counted. */
    long since(Observed row, @Nullable Totals known) {
        long latest = Math.max(previousEnd, known == null ? row.first : known.last());
        return Math.min(until(row), latest);
    }

    int lateMinutes(Observed row) {
        return (int) Math.min(Integer.MAX_VALUE, (tick - until(row)) / 60_000);
    }

    private Basis late(Observed row, Basis otherwise) {
        return !first && until(row) < settled ? Basis.LATE : otherwise;
    }
}
