package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.ReconcileReport;
import illumiomonitor.web.service.ReconcileRow;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reconcile",
        description =
                "Compares our sums of a UTC day with the PCE's, per decision, and names the causes.")
final class ReconcileVerb implements Callable<Integer> {

    @Option(
            names = "--day",
            required = true,
            paramLabel = "DAY",
            description = "UTC day, e.g. 2026-11-23")
    private String day = "";

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    ReconcileVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            ReconcileReport report =
                    service.reconcile(
                            When.day("--day", day), new ConsoleJournal(monitor.terminal()));
            print(monitor.printer(config), report);
            return report.explained() ? ExitCode.OK : ExitCode.BUSY_OR_PARTIAL;
        }
    }

    private void print(Printer printer, ReconcileReport report) {
        if (listing.json) {
            printer.json(report);
            return;
        }
        Table table = new Table("PCE", "DECISION", "WHAT", "OURS", "THE PCE'S", "DIFFERENCE");
        for (ReconcileRow row : report.rows()) {
            add(table, row, "connections", row.ourConnections(), row.pceConnections());
            add(table, row, "bytes in", row.ourBytesIn(), row.pceBytesIn());
            add(table, row, "bytes out", row.ourBytesOut(), row.pceBytesOut());
        }
        printer.table(table);
        report.rows()
                .forEach(
                        row -> {
                            row.causes()
                                    .forEach(
                                            cause ->
                                                    printer.line(
                                                            "%s %s: %s",
                                                            row.pce(), row.decision(), cause));
                            if (!row.explained()) {
                                printer.line(
                                        "%s %s: the difference is not explained",
                                        row.pce(), row.decision());
                            }
                        });
    }

    private static void add(Table table, ReconcileRow row, String what, long ours, long theirs) {
        table.add(row.pce(), row.decision(), what, ours, theirs, ours - theirs);
    }
}
