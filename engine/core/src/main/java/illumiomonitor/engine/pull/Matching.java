package illumiomonitor.engine.pull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds which known row each row of an answer is. Most are exactly one. A row that is none may be a
 * known one that the PCE now shows otherwise: begun earlier because of a late report, or with its
 * state or workload rewritten. Then the known one is absent from the answer and no larger. Where
 * its absence proves nothing, because its time was not asked for, that is a doubt.
 */
final class Matching {

    private final Ledger ledger;
    private final Asked asked;
    private final IncrementTable table;
    private final boolean slices;
    private final boolean statesSplit;
    private final List<Observed> doubts = new ArrayList<>();
    private final List<Observed> rewritten = new ArrayList<>();
    private boolean sawStatesSplit;
    private int mark;

    /**
     * A matching against what is known now.
     *
     * @param slices whether slices were asked, each whole, so that every absence is proof
     * @param statesSplit whether the PCE is known to keep a row per state
     */
    Matching(
            Ledger ledger, Asked asked, IncrementTable table, boolean slices, boolean statesSplit) {
        this.ledger = ledger;
        this.asked = asked;
        this.table = table;
        this.slices = slices;
        this.statesSplit = statesSplit;
    }

    void match(Answer answer) throws InterruptedException {
        mark = ledger.nextMark();
        List<Observed> rest = new ArrayList<>();
        for (int i = 0; i < answer.size(); i++) {
            Observed row = answer.row(i);
            row.oldPicture = false;
            if (!claim(row, ledger.day(row.day()).exact(row))) {
                rest.add(row);
            }
        }
        List<Observed> strangers = new ArrayList<>();
        for (Observed row : rest) {
            if (!claim(row, ledger.day(row.day()).former(row))) {
                strangers.add(row);
            }
        }
        for (Observed row : strangers) {
            likeliest(row, ledger.day(row.day()));
        }
        for (int i = 0; i < answer.size(); i++) {
            doubtReset(answer.row(i));
        }
    }

    /** Rows of which only an answer for their whole day can tell what they are. */
    List<Observed> doubts() {
        return doubts;
    }

    /** Rows that were taken for a known one that looks otherwise. */
    List<Observed> rewritten() {
        return rewritten;
    }

    /** Whether this answer showed that the PCE keeps a row per state. */
    boolean sawStatesSplit() {
        return sawStatesSplit;
    }

    private boolean claim(Observed row, @Nullable Known known) {
        row.known = known != null && known.seenBy != mark ? known : null;
        if (row.known == null) {
            return false;
        }
        row.known.seenBy = mark;
        return true;
    }

    private void likeliest(Observed row, DayLedger day) {
        Search search = new Search(row, day);
        day.kin(row, search::look);
        Known best = search.best;
        if (best != null) {
            if (!slices && !asked.shows(day.millis(best.last))) {
                doubts.add(row);
            }
            claim(row, best);
            rewritten.add(row);
        } else if (search.newer) {
            row.oldPicture = true;
        }
    }

    /** Part of a row whose parts look alike would seem to have restarted. */
    private void doubtReset(Observed row) throws InterruptedException {
        Known known = row.known;
        if (known == null || slices || asked.wholeDay(row.day())) {
            return;
        }
        Totals totals = Totals.of(known, ledger.day(row.day()));
        if (IncrementTable.lower(row, totals) && !table.stale(row, totals)) {
            doubts.add(row);
        }
    }

    /** One row's search among its kin. */
    private final class Search {

        private final Observed row;
        private final DayLedger day;
        private @Nullable Known best;
        private long bestDistance = Long.MAX_VALUE;

        /** A known row is newer than this, was asked for and did not come: the answer is old. */
        private boolean newer;

        Search(Observed row, DayLedger day) {
            this.row = row;
            this.day = day;
        }

        void look(Known known) {
            long earlier = day.millis(known.first) - row.first;
            boolean sameState = known.state == row.state();
            if (known.seenBy == mark) {
                sawStatesSplit |= earlier == 0 && !sameState;
                return;
            }
            boolean sameLook = sameState && known.workloads == row.workloads;
            if (!slices && !sameState && (statesSplit || sawStatesSplit)) {
                return;
            }
            if (slices || mayBe(known, earlier, sameLook)) {
                long distance = Math.abs(earlier) * 2 + (sameLook ? 0 : 1);
                if (distance < bestDistance) {
                    best = known;
                    bestDistance = distance;
                }
            } else if (isOlderThan(known)) {
                newer = true;
            }
        }

        private boolean mayBe(Known known, long earlier, boolean sameLook) {
            return (earlier > 0 || (earlier == 0 && !sameLook))
                    && known.connections <= row.connections
                    && known.in <= row.in
                    && known.out <= row.out
                    && day.millis(known.last) <= row.last;
        }

        private boolean isOlderThan(Known known) {
            return known.connections >= row.connections
                    && known.in >= row.in
                    && known.out >= row.out
                    && day.millis(known.last) >= row.last
                    && asked.shows(day.millis(known.last));
        }
    }
}
