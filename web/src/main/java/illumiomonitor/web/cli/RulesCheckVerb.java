package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.RuleProblem;
import illumiomonitor.web.service.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "Compiles rules and says what is wrong with them.")
final class RulesCheckVerb implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "rule, file or folder (default: the rules folder)")
    private @Nullable Path path;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesCheckVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            List<RuleProblem> problems = service.checkRules(RulePlace.of(monitor, config, path));
            print(monitor.printer(config), problems);
            return problems.isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
        }
    }

    private void print(Printer printer, List<RuleProblem> problems) {
        if (listing.json) {
            printer.json(problems);
        } else if (problems.isEmpty()) {
            printer.line("All rules compile.");
        } else {
            problems.forEach(problem -> printer.line("%s", text(problem)));
        }
    }

    static String text(RuleProblem problem) {
        String place =
                problem.line() > 0
                        ? problem.file() + ":" + problem.line() + ":" + problem.column()
                        : problem.file();
        return place + ": " + (named(problem) ? "" : problem.rule() + ": ") + problem.message();
    }

    /** Whether the place tells already which rule it is about. */
    private static boolean named(RuleProblem problem) {
        String file = problem.file().replaceFirst("\\.\\w+$", "");
        return problem.rule().isEmpty() || file.endsWith(problem.rule());
    }
}
