package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.rule.Explained;
import illumiomonitor.web.service.ExplainQuestion;
import illumiomonitor.web.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Says which condition of a rule a subject meets at a tick, and which not.")
final class RulesExplainVerb implements Callable<Integer> {

    @Parameters(paramLabel = "RULE")
    private String rule = "";

    @Option(
            names = "--subject",
            required = true,
            paramLabel = "TEXT",
            description = "as alerts show it")
    private String subject = "";

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description = "the tick at or before it, e.g. 2026-11-23T10:00:00Z")
    private String at = "";

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "text of the rule (default: the one that judges)")
    private String version = "";

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesExplainVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        ExplainQuestion question =
                new ExplainQuestion(
                        rule, version, subject, When.instant("--at", at, config.display().zone()));
        try (Service service = monitor.service(config)) {
            List<Explained> all = service.explain(question);
            Printer printer = monitor.printer(config);
            if (listing.json) {
                printer.json(all);
            } else {
                all.forEach(one -> print(printer, one));
            }
            return ExitCode.OK;
        }
    }

    private static void print(Printer printer, Explained one) {
        printer.line(
                "%s  %s at %s, window from %s, version %s",
                one.pce(),
                one.rule(),
                printer.time(one.tick()),
                printer.time(one.from()),
                one.version());
        for (int i = 0; i < one.steps().size(); i++) {
            Explained.Step step = one.steps().get(i);
            printer.line("  %s", text(step, i == one.failed()));
            step.facts().forEach(fact -> printer.line("         %s", fact));
        }
        one.notes().forEach(note -> printer.line("  note: %s", note));
        String found = one.found();
        printer.line(
                "%s",
                found == null
                        ? "Nothing found about " + one.subject() + "."
                        : "Found: "
                                + found
                                + (one.held().isEmpty()
                                        ? ""
                                        : " (told to nobody: " + one.held() + ")"));
    }

    private static String text(Explained.Step step, boolean first) {
        String numbers =
                step.all() < 0
                        ? step.values()
                        : "%,d %s, %,d of the subject"
                                .formatted(
                                        step.all(), step.all() == 1 ? "fact" : "facts", step.own());
        return (step.met() ? "yes  " : "NO   ")
                + step.condition()
                + (numbers.isEmpty() ? "" : "   [" + numbers + "]")
                + (first ? "   <- fails here first" : "");
    }
}
