package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.ResendReport;
import illumiomonitor.web.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resend",
        description =
                "Tries messages that were given up once more. A receiver that took one already knows it by its"
                        + " idempotency key.")
final class ChannelsResendVerb implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    ChannelsResendVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    /** Some or all. */
    static final class Which {

        @Parameters(
                arity = "1..*",
                paramLabel = "MESSAGE",
                description = "as channels dead numbers it")
        private List<Long> messages = List.of();

        @Option(names = "--all", required = true, description = "all that were given up")
        private boolean all;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            ResendReport report = service.resend(which.all ? List.of() : which.messages);
            Printer printer = monitor.printer(config);
            if (listing.json) {
                printer.json(report);
            } else {
                printer.line("%,d tried again: %s", report.again(), report.sentence());
            }
            return report.sent() >= report.again() ? ExitCode.OK : ExitCode.AWAY;
        }
    }
}
