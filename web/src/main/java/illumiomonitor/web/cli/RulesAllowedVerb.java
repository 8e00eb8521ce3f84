package illumiomonitor.web.cli;

import illumiomonitor.engine.rule.guard.Allowed;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "allowed",
        description =
                "Prints what rules may touch, each with its reason; the check reads this list.")
final class RulesAllowedVerb implements Callable<Integer> {

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesAllowedVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() {
        if (listing.json) {
            new Printer(monitor.out(), ZoneOffset.UTC).json(Allowed.all());
            return ExitCode.OK;
        }
        Allowed.text().lines().forEach(monitor.out()::println);
        monitor.out().flush();
        return ExitCode.OK;
    }
}
