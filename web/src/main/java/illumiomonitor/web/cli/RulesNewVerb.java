package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.rules.Templates;
import illumiomonitor.web.service.NewRule;
import illumiomonitor.web.service.Service;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        description = "Begins a rule and its cases from a template. It judges in shadow mode.")
final class RulesNewVerb implements Callable<Integer> {

    /** What help shows. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Templates.names().iterator();
        }
    }

    @Parameters(paramLabel = "NAME", description = "topic/name")
    private String name = "";

    @Option(
            names = "--from",
            paramLabel = "TEMPLATE",
            completionCandidates = Names.class,
            defaultValue = "traffic-count",
            description = "one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private String template = "";

    @Mixin private Writing writing = new Writing();

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesNewVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            String file = service.newRule(new NewRule(name, template, writing.who, writing.reason));
            if (listing.json) {
                monitor.printer(config).json(Map.of("rule", name, "file", file));
            } else {
                monitor.printer(config)
                        .line(
                                "Wrote %s and its cases. Change both, then: monitor rules check; monitor rules test; monitor rules mode %s live",
                                config.rules().dir().resolve(file), name);
            }
            return ExitCode.OK;
        }
    }
}
