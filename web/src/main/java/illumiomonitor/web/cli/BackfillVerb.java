package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.BackfillPlan;
import illumiomonitor.web.service.BackfillReport;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "backfill",
        description =
                "Learns who talked to whom, and daily sums, of the UTC days before coverage from the PCE.")
final class BackfillVerb implements Callable<Integer> {

    private static final String COVERS =
            "Learned: edges and their daily sums. Windows, hourly baselines and @minHistory still count from the first pull.";

    @Option(
            names = "--days",
            required = true,
            paramLabel = "N",
            description = "UTC days before coverage, the newest first")
    private int days;

    @Option(names = "--yes", description = "go on without asking")
    private boolean yes;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    BackfillVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            agree(service.backfillPlan(days));
            BackfillReport report = service.backfill(days, new ConsoleJournal(monitor.terminal()));
            print(monitor.printer(config), report);
            return ExitCode.of(report.result());
        }
    }

    private void agree(BackfillPlan plan) {
        if (yes || plan.queries() == 0) {
            return;
        }
        plan.parts()
                .forEach(
                        part ->
                                monitor.terminal()
                                        .err()
                                        .printf(
                                                "%s: %d queries, a day each, for what is not learned yet of %s to %s%n",
                                                part.pce(),
                                                part.queries(),
                                                part.from(),
                                                part.to()));
        if (!monitor.terminal().person() || !Asking.yes(monitor.terminal(), "Go on?")) {
            throw new ServiceException(Problem.USAGE, "nothing was asked; say --yes to go on");
        }
    }

    private void print(Printer printer, BackfillReport report) {
        if (listing.json) {
            printer.json(report);
            return;
        }
        if (report.days().isEmpty()) {
            printer.line("Nothing to learn: all %d days are learned already.", report.before());
            return;
        }
        Table table = new Table("PCE", "DAY", "OUTCOME", "ROWS", "EDGES", "WHY");
        report.days()
                .forEach(
                        day ->
                                table.add(
                                        day.pce(),
                                        day.day(),
                                        day.outcome(),
                                        day.rows(),
                                        day.edges(),
                                        day.reason()));
        printer.table(table);
        if (report.before() > 0) {
            printer.line("%d days were learned before.", report.before());
        }
        if (report.left() > 0) {
            printer.line("%d days are left: give the command again.", report.left());
        }
        printer.line(COVERS);
    }
}
