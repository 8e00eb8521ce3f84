package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.DeadRow;
import illumiomonitor.web.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "dead", description = "Lists messages that were given up, newest first.")
final class ChannelsDeadVerb implements Callable<Integer> {

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "at most so many (default: ${DEFAULT-VALUE})")
    private int limit;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    ChannelsDeadVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            print(monitor.printer(config), service.deadLetters(limit));
            return ExitCode.OK;
        }
    }

    private void print(Printer printer, List<DeadRow> rows) {
        if (listing.json) {
            printer.json(rows);
        } else if (rows.isEmpty()) {
            printer.line("No message was given up.");
        } else {
            Table table =
                    new Table("MESSAGE", "CHANNEL", "KIND", "ALERT", "TRIES", "SINCE", "ERROR");
            rows.forEach(
                    row ->
                            table.add(
                                    row.deliveryId(),
                                    row.channel(),
                                    row.kind(),
                                    row.alertId() == null ? "several" : row.alertId(),
                                    row.attempts(),
                                    printer.time(row.createdAt()),
                                    row.lastError()));
            printer.table(table);
        }
    }
}
