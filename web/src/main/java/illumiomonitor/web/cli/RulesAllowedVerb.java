package illumiomonitor.web.cli;

import illumiomonitor.engine.rule.guard.Allowed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "allowed",
        description =
                "Prints what rules may touch, each with its reason; the check reads this list.")
final class RulesAllowedVerb implements Callable<Integer> {

    private final Monitor monitor;

    RulesAllowedVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() {
        Allowed.text().lines().forEach(monitor.out()::println);
        monitor.out().flush();
        return ExitCode.OK;
    }
}
