package illumiomonitor.engine.pull;

import illumiomonitor.spi.Basis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What an answer adds to what is known, ready to be written. Not thread-safe. */
final class Changes {

    private final Ledger ledger;
    private final IncrementTable table;

    /** Rows that add something, sorted by flow_id once they are numbered. */
    private final List<Observed> added = new ArrayList<>();

    private final List<Observed> rewritten = new ArrayList<>();
    private List<Twins.Uncounted> uncounted = List.of();
    private final Set<Long> days = new HashSet<>();
    private long stale;
    private long held;

    Changes(Ledger ledger, IncrementTable table) {
        this.ledger = ledger;
        this.table = table;
    }

    /**
     * Judges every row.
     *
     * @param whole whether everything came; if not, what only a whole answer can tell is left for
     *     one
     */
    void judge(Answer answer, Matching matching, boolean whole) throws InterruptedException {
        Set<Observed> unsure = new HashSet<>();
        if (!whole) {
            unsure.addAll(matching.rewritten());
        }
        unsure.addAll(matching.doubts());
        held = unsure.size();
        for (int i = 0; i < answer.size(); i++) {
            Observed row = answer.row(i);
            days.add(row.day());
            row.basis = unsure.contains(row) ? null : basis(row);
            if (row.basis == Basis.RESET && !whole) {
                row.basis = null;
                held++;
            } else if (row.basis != null) {
                added.add(row);
            }
        }
        for (Observed row : matching.rewritten()) {
            if (!unsure.contains(row) && isNoOldPicture(row)) {
                rewritten.add(row);
            }
        }
        uncounted =
                new Twins(ledger).settle(added.stream().filter(row -> row.known == null).toList());
    }

    private @Nullable Basis basis(Observed row) throws InterruptedException {
        Known known = row.known;
        if (row.oldPicture) {
            stale++;
            return null;
        }
        if (known == null) {
            return table.basis(row, null);
        }
        Totals totals = Totals.of(known, ledger.day(row.day()));
        if (table.stale(row, totals)) {
            stale++;
            return null;
        }
        return table.basis(row, totals);
    }

    private boolean isNoOldPicture(Observed row) throws InterruptedException {
        Known known = row.known;
        return known != null && !table.stale(row, Totals.of(known, ledger.day(row.day())));
    }

    /** Gives new rows their numbers and sorts everything as it will be written. */
    void number(Jdbi jdbi, Ids ids) throws InterruptedException {
        Map<Long, Integer> fresh = new HashMap<>();
        for (Observed row : added) {
            if (row.known == null) {
                fresh.merge(row.day(), 1, Integer::sum);
            }
        }
        Map<Long, Long> next = new HashMap<>();
        fresh.forEach((day, count) -> next.put(day, ids.flows(jdbi, day, count)));
        for (Observed row : added) {
            Known known = row.known;
            row.flowId =
                    known == null
                            ? next.merge(row.day(), 1L, Long::sum) - 1
                            : ledger.day(row.day()).flowId(known);
        }
        added.sort(Comparator.comparingLong(row -> row.flowId));
    }

    /** After the commit: what was found is now what is known. */
    void apply() throws InterruptedException {
        for (Observed row : rewritten) {
            rewrite(row);
        }
        for (Observed row : added) {
            DayLedger day = ledger.day(row.day());
            Known known = row.known;
            if (known == null) {
                known = enter(row, day);
            }
            known.totals(row.connections, row.in, row.out, day.offset(row.last));
        }
        for (Twins.Uncounted row : uncounted) {
            row.known().counted = false;
        }
    }

    private Known enter(Observed row, DayLedger day) {
        Known known =
                new Known(
                        row.hi,
                        row.lo,
                        row.connection,
                        day.offset(row.bucket),
                        day.offset(row.first),
                        row.state(),
                        row.workloads,
                        (int) (row.flowId % Ids.FLOWS),
                        row.kind.traits().direction(),
                        row.counted);
        known.firstUntil = day.offset(table.until(row));
        day.add(known);
        return known;
    }

    private void rewrite(Observed row) throws InterruptedException {
        Known known = row.known;
        if (known != null) {
            DayLedger day = ledger.day(row.day());
            day.rewrite(
                    known,
                    Math.min(known.first, day.offset(row.first)),
                    row.state(),
                    row.workloads);
        }
    }

    /** Says which stretches count otherwise than before. */
    void touch(TouchedTicks touched) throws InterruptedException {
        for (Observed row : added) {
            if (row.basis != Basis.BASELINE) {
                Known known = row.known;
                Totals before = known == null ? null : Totals.of(known, ledger.day(row.day()));
                touched.added(table.since(row, before), table.until(row));
            }
        }
        for (Twins.Uncounted row : uncounted) {
            touched.changed(row.firstUntil(), Math.max(row.firstUntil(), row.last()));
        }
    }

    Ledger ledger() {
        return ledger;
    }

    IncrementTable table() {
        return table;
    }

    List<Observed> added() {
        return added;
    }

    List<Observed> rewritten() {
        return rewritten;
    }

    List<Twins.Uncounted> uncounted() {
        return uncounted;
    }

    /** UTC days that the answer has rows of. */
    Set<Long> days() {
        return days;
    }

    long stale() {
        return stale;
    }

    /** Rows whose sense only a whole answer will tell. */
    long held() {
        return held;
    }
}
