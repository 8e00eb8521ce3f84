package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.BackupReport;
import illumiomonitor.web.service.Service;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = "Writes a backup of the store, also while the service runs.")
final class BackupVerb implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "a file that does not exist yet")
    private Path file = Path.of("");

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    BackupVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            BackupReport report = service.backup(monitor.absolute(file));
            Printer printer = monitor.printer(config);
            if (listing.json) {
                printer.json(report);
            } else {
                printer.line(
                        "%s  %,d bytes  %,d ms",
                        report.file(), report.bytes(), report.tookMillis());
            }
            return ExitCode.OK;
        }
    }
}
