package illumiomonitor.web.cli;

import illumiomonitor.web.service.AlertDecision;
import illumiomonitor.web.service.AlertRow;
import java.util.List;
import picocli.CommandLine.Option;

/** Who decides about an alert, and why. */
final class Deciding {

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "who decides (default: ${DEFAULT-VALUE})")
    private String who = System.getProperty("user.name", "cli");

    @Option(names = "--note", paramLabel = "TEXT", description = "why")
    private String note = "";

    AlertDecision about(long id) {
        return new AlertDecision(id, who, note);
    }

    void print(Printer printer, List<AlertRow> alerts, boolean json) {
        if (json) {
            printer.json(alerts);
        } else {
            alerts.forEach(
                    alert ->
                            printer.line("%d  %s  %s", alert.id(), alert.state(), alert.summary()));
        }
    }
}
