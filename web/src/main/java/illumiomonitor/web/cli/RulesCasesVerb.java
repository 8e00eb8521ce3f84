package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.CaseEdit;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.CaseSheet;
import illumiomonitor.web.service.SavedCases;
import illumiomonitor.web.service.SavedCases.Outcome;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cases",
        description =
                "Shows the cases beside a rule, or puts others in their place, with who and why, and tries them.")
final class RulesCasesVerb implements Callable<Integer> {

    @Parameters(paramLabel = "RULE")
    private String rule = "";

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description =
                    "cases to put in their place; a file that cannot be understood is not taken")
    private @Nullable Path file;

    @Option(
            names = "--onto",
            paramLabel = "VERSION",
            description = "only while these cases stand there (default: whatever stands there)")
    private @Nullable String onto;

    @Mixin private Writing writing = new Writing();

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesCasesVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            return file == null
                    ? show(monitor.printer(config), service.cases(rule))
                    : save(monitor.printer(config), service, monitor.absolute(file));
        }
    }

    private int show(Printer printer, CaseSheet sheet) {
        if (listing.json) {
            printer.json(sheet);
        } else if (sheet.text().isEmpty()) {
            printer.line("There are no cases beside %s.", rule);
        } else {
            sheet.text().lines().forEach(line -> printer.line("%s", line));
        }
        return ExitCode.OK;
    }

    private int save(Printer printer, Service service, Path typed) {
        SavedCases saved =
                service.saveCases(
                        new CaseEdit(rule, onto, read(typed), writing.who, writing.reason));
        if (listing.json) {
            printer.json(saved);
        } else if (saved.outcome() == Outcome.SAVED) {
            print(printer, rule, saved.results());
        } else {
            saved.problems().forEach(one -> printer.line("%s", RulesCheckVerb.text(one)));
        }
        return saved.outcome() == Outcome.SAVED ? ExitCode.OK : ExitCode.BAD_INPUT;
    }

    /** What became of cases that stand now. */
    static void print(Printer printer, String rule, List<CaseResult> cases) {
        RulesTestVerb.print(printer, cases);
        if (!cases.stream().allMatch(CaseResult::passed)) {
            printer.line(
                    "What judges goes on; no other text of %s goes live until it does what they say, or somebody"
                            + " overrides them.",
                    rule);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ServiceException(Problem.BAD_INPUT, file + " cannot be read: " + e, e);
        }
    }
}
