package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.RuleRow;
import illumiomonitor.web.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists the rules with their state.")
final class RulesListVerb implements Callable<Integer> {

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesListVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            print(monitor.printer(config), service.rules());
            return ExitCode.OK;
        }
    }

    private void print(Printer printer, List<RuleRow> rules) {
        if (listing.json) {
            printer.json(rules);
            return;
        }
        Table table =
                new Table(
                        "RULE",
                        "MODE",
                        "STATE",
                        "SEVERITY",
                        "WINDOW",
                        "THRESHOLD",
                        "UNIT",
                        "TITLE",
                        "LEARNING",
                        "NEEDS",
                        "OVERRIDE",
                        "ERROR");
        rules.forEach(
                rule ->
                        table.add(
                                rule.rule(),
                                rule.mode(),
                                rule.state(),
                                rule.severity(),
                                rule.window(),
                                rule.threshold(),
                                rule.unit(),
                                rule.title(),
                                rule.learning(),
                                rule.needs(),
                                rule.override(),
                                wrong(rule)));
        printer.table(table);
    }

    private static String wrong(RuleRow rule) {
        if (rule.error().isEmpty() && !rule.warnings().isEmpty()) {
            return "warning: " + String.join("; ", rule.warnings());
        }
        return rule.line() > 0 ? "line " + rule.line() + ": " + rule.error() : rule.error();
    }
}
