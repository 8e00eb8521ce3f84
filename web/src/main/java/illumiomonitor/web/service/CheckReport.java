package illumiomonitor.web.service;

import java.util.List;

/** What {@code check} found, in the order in which it should be read. */
public record CheckReport(List<CheckLine> lines) {

    /** Whether a line has this light. */
    public boolean has(CheckLine.Light light) {
        return lines.stream().anyMatch(line -> line.light() == light);
    }
}
