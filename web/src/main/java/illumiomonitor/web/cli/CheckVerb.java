package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.CheckLine.Light;
import illumiomonitor.web.service.CheckReport;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        description =
                "Looks at the configuration, the store, the rules and every PCE, and says what cannot be seen there.")
final class CheckVerb implements Callable<Integer> {

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    CheckVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            CheckReport report = service.check(new ConsoleJournal(monitor.terminal()));
            print(monitor.printer(config), report);
            return report.has(Light.WRONG)
                    ? ExitCode.CONFIGURATION
                    : report.has(Light.AWAY) ? ExitCode.AWAY : ExitCode.OK;
        }
    }

    private void print(Printer printer, CheckReport report) {
        if (listing.json) {
            printer.json(report);
            return;
        }
        Table table = new Table("", "PCE", "WHAT", "FOUND");
        report.lines()
                .forEach(
                        line -> {
                            table.add(
                                    line.light() == Light.OK ? "ok" : line.light().name(),
                                    line.pce(),
                                    line.topic(),
                                    line.text());
                            if (!line.advice().isEmpty()) {
                                table.add("", "", "", "-> " + line.advice());
                            }
                        });
        printer.table(table);
    }
}
