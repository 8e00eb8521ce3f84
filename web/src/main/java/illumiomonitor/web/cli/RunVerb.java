package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.web.service.RunOutcome;
import illumiomonitor.web.service.RunPlan;
import illumiomonitor.web.service.RunRequest;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description =
                "Runs one cycle now, or works through the ticks of the past that are not judged yet.")
final class RunVerb implements Callable<Integer> {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "first tick, e.g. 2026-11-23T10:00:00Z")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "last tick, inclusive")
    private @Nullable String to;

    @Option(names = "--yes", description = "go on without asking")
    private boolean yes;

    @Option(
            names = "--dry",
            description =
                    "judge what was just pulled, show every rule's decision, remember nothing")
    private boolean dry;

    @Option(names = "--deliver", description = "tell people about the past too")
    private boolean deliver;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RunVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        RunRequest request = request(config.display().zone());
        monitor.refuseSecond(config);
        try (Service service = monitor.application().open(config)) {
            agree(service.plan(request));
            RunOutcome outcome = service.run(request, journal());
            print(config, outcome);
            return ExitCode.of(outcome.result());
        }
    }

    private RunRequest request(ZoneId zone) {
        if ((from == null) != (to == null)) {
            throw new ServiceException(Problem.USAGE, "--from and --to belong together");
        }
        if (from == null || to == null) {
            if (deliver) {
                throw new ServiceException(
                        Problem.USAGE,
                        "--deliver belongs to --from and --to; a run now tells people anyway");
            }
            return dry ? RunRequest.trial() : RunRequest.now();
        }
        if (dry) {
            throw new ServiceException(
                    Problem.USAGE, "--dry judges what was just pulled; leave out --from and --to");
        }
        RunRequest past =
                new RunRequest(
                        When.instant("--from", from, zone),
                        When.instant("--to", to, zone),
                        false,
                        deliver);
        if (past.from() != null && past.to() != null && past.to().isBefore(past.from())) {
            throw new ServiceException(Problem.USAGE, "--to is before --from");
        }
        return past;
    }

    private void agree(RunPlan plan) {
        Journal journal = journal();
        plan.warnings().forEach(journal::warn);
        if (!plan.needsYes() || yes) {
            return;
        }
        if (!monitor.terminal().person() || !Asking.yes(monitor.terminal(), "Go on?")) {
            throw new ServiceException(Problem.USAGE, "nothing was run; say --yes to go on");
        }
    }

    private Journal journal() {
        return new ConsoleJournal(monitor.terminal());
    }

    private void print(Config config, RunOutcome outcome) {
        Printer printer = monitor.printer(config);
        if (listing.json) {
            printer.json(outcome);
        } else if (dry) {
            printer.table(Decisions.table(outcome.rules(), printer));
        } else {
            outcome.runs()
                    .forEach(
                            run ->
                                    printer.line(
                                            "run %d  %s  %s  %s%s",
                                            run.run(),
                                            run.pce(),
                                            printer.time(run.tick()),
                                            run.result(),
                                            run.reason().isEmpty() ? "" : "  " + run.reason()));
            if (outcome.runs().isEmpty() && outcome.result() == Outcome.OK) {
                printer.line("Nothing to run: every tick is judged already.");
            }
        }
    }
}
