package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Runs the cases beside the rules.")
final class RulesTestVerb implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "rule, case file or folder (default: the rules folder)")
    private @Nullable Path path;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesTestVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            List<CaseResult> results = service.testRules(RulePlace.of(monitor, config, path));
            if (listing.json) {
                monitor.printer(config).json(results);
            } else {
                print(monitor.printer(config), results);
            }
            return results.stream().allMatch(CaseResult::passed) ? ExitCode.OK : ExitCode.BAD_INPUT;
        }
    }

    /** The failed ones, and how many did as they say. */
    static void print(Printer printer, List<CaseResult> results) {
        results.stream()
                .filter(result -> !result.passed())
                .forEach(
                        result ->
                                printer.line(
                                        "%s",
                                        Stream.of(
                                                        result.file(),
                                                        result.rule(),
                                                        result.name(),
                                                        result.message())
                                                .filter(part -> !part.isEmpty())
                                                .collect(Collectors.joining(": "))));
        long passed = results.stream().filter(CaseResult::passed).count();
        printer.line("%d cases passed, %d failed.", passed, results.size() - passed);
    }
}
