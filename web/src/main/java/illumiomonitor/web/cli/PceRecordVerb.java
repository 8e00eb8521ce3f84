package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.Durations;
import illumiomonitor.web.service.RecordReport;
import illumiomonitor.web.service.RecordRequest;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.nio.file.Path;
import java.time.Duration;
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

    @Option(
            names = "--last",
            paramLabel = "TIME",
            description = "how much of the past, 24h when not given")
    private String last = "24h";

    @Option(
            names = "--step",
            paramLabel = "TIME",
            description = "ask for traffic in steps of this length, 1h when not given")
    private String step = "1h";

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
        RecordRequest request =
                new RecordRequest(
                        pce,
                        monitor.absolute(dir).toString(),
                        anonymise,
                        length("--last", last),
                        length("--step", step));
        try (Service service = monitor.service(config)) {
            print(
                    monitor.printer(config),
                    service.record(request, new ConsoleJournal(monitor.terminal())));
            return ExitCode.OK;
        }
    }

    private static Duration length(String option, String text) {
        return Durations.parse(text)
                .orElseThrow(
                        () ->
                                new ServiceException(
                                        Problem.USAGE,
                                        option + " must be a length of time such as 30m or 24h"));
    }

    private void print(Printer printer, RecordReport report) {
        if (listing.json) {
            printer.json(report);
            return;
        }
        printer.line(
                "%d files in %s: %,d traffic rows, %,d events, %,d workloads, %,d labels",
                report.files(),
                report.dir(),
                report.flows(),
                report.events(),
                report.workloads(),
                report.labels());
        report.notes().forEach(note -> printer.line("%s", note));
        if (!anonymise) {
            printer.line("They hold real names and addresses; --anonymise replaces them.");
        }
    }
}
