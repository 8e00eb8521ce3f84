package illumiomonitor.web.service;

import java.time.LocalDate;
import java.util.List;

/** What a backfill would ask, before it does. */
public record BackfillPlan(List<Part> parts) {

    /**
     * Of one PCE.
     *
     * @param from oldest day
     * @param to newest day, the last before coverage
     * @param queries days that are not learned yet
     */
    public record Part(String pce, LocalDate from, LocalDate to, int queries) {}

    /** Over all PCEs; more where an answer is too long for one. */
    public int queries() {
        return parts.stream().mapToInt(Part::queries).sum();
    }
}
