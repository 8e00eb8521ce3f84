package illumiomonitor.web.service;

import illumiomonitor.engine.journal.Outcome;
import java.time.LocalDate;
import java.util.List;

/**
 * What a backfill learned.
 *
 * @param days that were asked for, in that order
 * @param left days that were not asked for because the PCE was away
 * @param before days that had been learned already
 */
public record BackfillReport(List<Day> days, int left, int before) {

    /**
     * A day of one PCE.
     *
     * @param rows rows of the PCE's answer
     * @param reason why not everything came, empty when it did
     */
    public record Day(
            String pce, LocalDate day, Outcome outcome, long rows, int edges, String reason) {}

    /** FAILED when no day came, PARTIAL when some are missing. */
    public Outcome result() {
        if (days.isEmpty() && left == 0) {
            return Outcome.OK;
        }
        if (days.stream().allMatch(day -> day.outcome() == Outcome.FAILED)) {
            return Outcome.FAILED;
        }
        boolean whole = days.stream().allMatch(day -> day.outcome() == Outcome.OK);
        return whole && left == 0 ? Outcome.OK : Outcome.PARTIAL;
    }
}
