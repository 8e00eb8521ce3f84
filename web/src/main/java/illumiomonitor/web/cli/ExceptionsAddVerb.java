package illumiomonitor.web.cli;

import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.run.DueTicks;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "add",
        description =
                "Spares somebody from the next tick on, and for settled findings of the last "
                        + DueTicks.MOST
                        + " ticks too; older ones stay as they were told. What is given must all fit.")
final class ExceptionsAddVerb implements Callable<Integer> {

    @Option(names = "--rule", paramLabel = "RULE", description = "default: all; * is anything")
    private String rule = "*";

    @Option(names = "--subject", paramLabel = "TEXT", description = "* is anything")
    private @Nullable String subject;

    @Option(names = "--cidr", paramLabel = "BLOCK", description = "of addresses, e.g. 10.0.0.0/8")
    private @Nullable String cidr;

    @Option(names = "--label", paramLabel = "KEY=VALUE")
    private @Nullable String label;

    @Option(names = "--name", paramLabel = "NAME", description = "of a workload or host")
    private @Nullable String name;

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "NAME",
            description = "who answers for it")
    private String owner = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why")
    private String reason = "";

    @Option(names = "--until", paramLabel = "DAY", description = "last day, e.g. 2027-03-31")
    private @Nullable String until;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    ExceptionsAddVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            service.addException(
                    ExceptionLine.draft(rule, subject, cidr, label, name, owner, reason, until));
            if (listing.json) {
                monitor.printer(config).json(service.exceptions());
            } else {
                monitor.printer(config)
                        .line("%s", monitor.words(config).get("exceptions.saved", DueTicks.MOST));
            }
            return ExitCode.OK;
        }
    }
}
