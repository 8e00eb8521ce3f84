package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.RecordReport;
import illumiomonitor.web.service.RecordRequest;
import illumiomonitor.web.service.Service;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "record", description = "Saves real answers of a PCE, for the lab to replay.")
final class PceRecordVerb implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "a new or empty folder")
    private Path dir = Path.of("");

    @Option(
            names = "--anonymise",
            description = "replace names, addresses and labels, each the same way everywhere")
    private boolean anonymise;

    @Option(names = "--pce", paramLabel = "NAME", description = "which PCE, when there are several")
    private @Nullable String pce;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    PceRecordVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        RecordRequest request = new RecordRequest(pce, monitor.absolute(dir).toString(), anonymise);
        try (Service service = monitor.service(config)) {
            print(
                    monitor.printer(config),
                    service.record(request, new ConsoleJournal(monitor.terminal())));
            return ExitCode.OK;
        }
    }

    private void print(Printer printer, RecordReport report) {
        if (listing.json) {
            printer.json(report);
            return;
        }
        printer.line("%d files with %,d rows in %s", report.files(), report.rows(), report.dir());
        report.notes().forEach(note -> printer.line("%s", note));
        if (!anonymise) {
            printer.line("They hold real names and addresses; --anonymise replaces them.");
        }
    }
}
