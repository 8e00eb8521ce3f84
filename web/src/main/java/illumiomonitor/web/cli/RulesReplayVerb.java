package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description =
                "Judges a stored stretch again and shows what would have come of it. Nobody is told.")
final class RulesReplayVerb implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "RULE",
            description = "name (default: all that are not switched off)")
    private @Nullable String rule;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "first tick, e.g. 2026-11-23T10:00:00Z")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TIME",
            description = "last tick, inclusive")
    private String to = "";

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "text of the rule (default: the one that judges)")
    private @Nullable String version;

    @Option(
            names = {"--against", "--before"},
            paramLabel = "VERSION",
            description = "text to compare with (default: the one that judged before)")
    private @Nullable String before;

    @Option(names = "--all", description = "print every finding, not only what differs")
    private boolean all;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesReplayVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        ReplayPlan plan = plan(config.display().zone());
        try (Service service = monitor.service(config)) {
            Replayed replayed = service.replay(plan, new ConsoleJournal(monitor.terminal()));
            Printer printer = monitor.printer(config);
            if (listing.json) {
                printer.json(replayed);
            } else {
                new ReplaySheet(printer, monitor.words(config), replayed, all).print();
            }
            return ExitCode.OK;
        }
    }

    private ReplayPlan plan(ZoneId zone) {
        Instant first = When.instant("--from", from, zone);
        Instant last = When.instant("--to", to, zone);
        if (last.isBefore(first)) {
            throw new ServiceException(Problem.USAGE, "--to is before --from");
        }
        if (rule == null && (version != null || before != null)) {
            throw new ServiceException(
                    Problem.USAGE, "--version and --against belong to one RULE; name it");
        }
        return new ReplayPlan(rule, version, before, first, last);
    }
}
