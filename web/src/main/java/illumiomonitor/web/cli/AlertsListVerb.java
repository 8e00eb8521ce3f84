package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.spi.Severity;
import illumiomonitor.web.service.AlertFilter;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists alerts, newest first.")
final class AlertsListVerb implements Callable<Integer> {

    /** States as they are in the store. */
    enum State {
        OPEN,
        ACKNOWLEDGED,
        CLOSED
    }

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "open, acknowledged or closed (default: all)")
    private @Nullable State state;

    @Option(names = "--pce", paramLabel = "NAME", description = "of this PCE")
    private @Nullable String pce;

    @Option(names = "--rule", paramLabel = "RULE", description = "of this rule")
    private @Nullable String rule;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            description = "at least: info, low, medium, high or critical")
    private @Nullable Severity severity;

    @Option(names = "--subject", paramLabel = "TEXT", description = "whose subject holds this text")
    private @Nullable String subject;

    @Option(names = "--since", paramLabel = "TIME", description = "last seen at or after")
    private @Nullable String since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "at most so many (default: ${DEFAULT-VALUE})")
    private int limit = 100;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    AlertsListVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        Instant from =
                since == null ? null : When.instant("--since", since, config.display().zone());
        String stored = state == null ? null : state.name();
        try (Service service = monitor.service(config)) {
            print(
                    monitor.printer(config),
                    service.alerts(
                            new AlertFilter(
                                    stored,
                                    pce,
                                    rule,
                                    severity,
                                    subject,
                                    from,
                                    Math.max(1, limit))));
            return ExitCode.OK;
        }
    }

    private void print(Printer printer, List<AlertRow> alerts) {
        if (listing.json) {
            printer.json(alerts);
            return;
        }
        Table table =
                new Table(
                        "ID",
                        "SEVERITY",
                        "STATE",
                        "PCE",
                        "RULE",
                        "SUBJECT",
                        "LAST SEEN",
                        "TIMES",
                        "SUMMARY");
        alerts.forEach(
                alert ->
                        table.add(
                                alert.id(),
                                alert.severity(),
                                alert.state(),
                                alert.pce(),
                                alert.rule(),
                                alert.subject(),
                                printer.time(alert.lastSeenAt()),
                                alert.occurrences(),
                                alert.summary()));
        printer.table(table);
    }
}
