package illumiomonitor.web.service;

import java.util.List;

/** Answers that were saved. */
public record RecordReport(String dir, int files, long rows, List<String> notes) {}
