package illumiomonitor.web.service;

import java.time.LocalDate;
import java.util.List;

/** Whether a day adds up. */
public record ReconcileReport(LocalDate day, List<ReconcileRow> rows) {

    /** Whether every difference has its causes. */
    public boolean explained() {
        return rows.stream().allMatch(ReconcileRow::explained);
    }
}
