package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.Rollback;
import illumiomonitor.web.service.Service;
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
            service.rollback(back);
            if (listing.json) {
                monitor.printer(config).json(back);
            } else {
                boolean cases =
                        service.ruleHistory(rule).cases().stream()
                                .anyMatch(one -> one.version().equals(version));
                monitor.printer(config)
                        .line(
                                cases ? "The cases of %s are %s again." : "%s judges as %s again.",
                                rule,
                                version);
            }
            return ExitCode.OK;
        }
    }
}
