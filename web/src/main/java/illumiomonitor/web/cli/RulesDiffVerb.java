package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.rules.TextDiff;
import illumiomonitor.web.service.RuleDiff;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Shows what differs between two texts of a rule, or of its cases.")
final class RulesDiffVerb implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RULE")
    private String rule = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FROM",
            description = "version (default: the one before TO)")
    private String from = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "TO",
            description = "version (default: the one that judges)")
    private String to = "";

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesDiffVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            RuleDiff diff = service.ruleDiff(rule, from, to);
            Printer printer = monitor.printer(config);
            if (listing.json) {
                printer.json(diff);
                return ExitCode.OK;
            }
            printer.line("--- %s %s", diff.rule(), diff.from());
            printer.line("+++ %s %s", diff.rule(), diff.to());
            diff.lines().forEach(line -> printer.line("%s%s", sign(line), line.text()));
            return ExitCode.OK;
        }
    }

    private static String sign(TextDiff.Line line) {
        return switch (line.kind()) {
            case SAME -> " ";
            case GONE -> "-";
            case NEW -> "+";
        };
    }
}
