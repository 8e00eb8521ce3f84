package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "versions",
        description = "Lists the texts that a rule and its cases had, and what was set about it.")
final class RulesVersionsVerb implements Callable<Integer> {

    @Parameters(paramLabel = "RULE")
    private String rule = "";

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesVersionsVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            RuleHistory history = service.ruleHistory(rule);
            Printer printer = monitor.printer(config);
            if (listing.json) {
                printer.json(history);
            } else {
                print(printer, history);
            }
            return ExitCode.OK;
        }
    }

    private static void print(Printer printer, RuleHistory history) {
        texts(printer, history);
        printer.line("");
        cases(printer, history);
        changes(printer, history);
    }

    private static void texts(Printer printer, RuleHistory history) {
        Table texts = new Table("VERSION", "SAVED", "BY", "REASON", "FIRST JUDGED", "");
        for (RuleHistory.Text text : history.versions()) {
            texts.add(
                    text.version(),
                    printer.time(text.savedAt()),
                    text.author(),
                    text.reason(),
                    text.judgedFrom() == null ? "never" : printer.time(text.judgedFrom()),
                    text.judges() ? "judges" : "");
            for (RuleHistory.Save save : history.saves(text.version())) {
                texts.add(
                        save.version(),
                        printer.time(save.savedAt()),
                        save.author(),
                        save.reason(),
                        "",
                        "again");
            }
        }
        printer.table(texts);
    }

    private static void cases(Printer printer, RuleHistory history) {
        if (history.cases().isEmpty()) {
            return;
        }
        Table cases = new Table("CASES", "SAVED", "BY", "REASON", "");
        history.cases()
                .forEach(
                        one ->
                                cases.add(
                                        one.version().isEmpty() ? "taken away" : one.version(),
                                        printer.time(one.savedAt()),
                                        one.author(),
                                        one.reason(),
                                        one.stands() ? "stands" : ""));
        printer.table(cases);
        printer.line("");
    }

    private static void changes(Printer printer, RuleHistory history) {
        Table changes = new Table("FROM", "TO", "VERSION", "MODE", "THRESHOLD", "BY", "REASON");
        history.changes()
                .forEach(
                        change ->
                                changes.add(
                                        printer.time(change.from()),
                                        printer.time(change.to()),
                                        change.version(),
                                        change.mode(),
                                        change.threshold() == null
                                                ? ""
                                                : Math.round(change.threshold()),
                                        change.who(),
                                        change.reason()));
        printer.table(changes);
    }
}
