package illumiomonitor.web.service;

import java.util.List;

/**
 * Answers that were saved.
 *
 * @param flows traffic rows; one that several steps have seen counts for each
 * @param notes what the PCE did not give, a sentence each
 */
public record RecordReport(
        String dir,
        int files,
        long flows,
        long events,
        long workloads,
        long labels,
        List<String> notes) {

    public RecordReport {
        notes = List.copyOf(notes);
    }
}
