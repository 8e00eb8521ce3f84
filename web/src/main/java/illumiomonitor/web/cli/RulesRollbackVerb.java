package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.Rollback;
import illumiomonitor.web.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        description =
                "Makes an earlier text of a rule, or of its cases, the newest one; it holds from the next tick.")
final class RulesRollbackVerb implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RULE")
    private String rule = "";

    @Parameters(index = "1", paramLabel = "VERSION")
    private String version = "";

    @Mixin private Writing writing = new Writing();

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesRollbackVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            Rollback back = new Rollback(rule, version, writing.who, writing.reason);
            List<CaseResult> cases = service.rollback(back);
            if (listing.json) {
                monitor.printer(config).json(new Done(rule, version, cases));
            } else {
                print(monitor.printer(config), cases);
            }
            return ExitCode.OK;
        }
    }

    /**
     * What is printed for scripts.
     *
     * @param cases how those that were gone back to ended; empty for a text of the rule itself
     */
    private record Done(String rule, String version, List<CaseResult> cases) {}

    private void print(Printer printer, List<CaseResult> cases) {
        if (cases.isEmpty()) {
            printer.line("%s judges as %s again.", rule, version);
            return;
        }
        printer.line("The cases of %s are %s again.", rule, version);
        RulesCasesVerb.print(printer, rule, cases);
    }
}
