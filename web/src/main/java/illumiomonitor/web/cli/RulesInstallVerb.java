package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.InstallReport;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "install",
        description =
                "Copies the shipped rules into the rules folder; what you changed stays, what is newer comes in.")
final class RulesInstallVerb implements Callable<Integer> {

    @Mixin private Listing listing = new Listing();

    @Option(names = "--restore", description = "bring back the files that you took away too")
    private boolean restore;

    private final Monitor monitor;

    RulesInstallVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            InstallReport report = service.installRules(restore);
            Printer printer = monitor.printer(config);
            if (listing.json) {
                printer.json(report);
                return ExitCode.OK;
            }
            report.kept().forEach(file -> printer.line("kept as you changed it: %s", file));
            report.merged()
                    .forEach(file -> printer.line("your change and the newer text: %s", file));
            report.conflicts()
                    .forEach(
                            file ->
                                    printer.line(
                                            "conflict: %s stays as you changed it; look at %s.conflict, change your file, then remove it",
                                            file, file));
            report.absent()
                    .forEach(
                            file ->
                                    printer.line(
                                            "left out as you took it away: %s (--restore brings it back)",
                                            file));
            report.retired().forEach(file -> printer.line("ships no more, taken away: %s", file));
            report.orphaned()
                    .forEach(
                            file ->
                                    printer.line(
                                            "ships no more, kept as you changed it: %s; take it away if another rule does its work",
                                            file));
            printer.line("%d files written into %s.", report.written().size(), report.dir());
            return ExitCode.OK;
        }
    }
}
