package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.ModeSwitch;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "mode",
        description =
                "Switches a rule from the next tick on. One whose cases fail does not go live.")
final class RulesModeVerb implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RULE")
    private String rule = "";

    @Parameters(
            index = "1",
            paramLabel = "MODE",
            description = "live, shadow, off, or header for what the text says")
    private String mode = "";

    @Option(
            names = "--override",
            paramLabel = "REASON",
            description = "go live though cases fail; the reason is kept")
    private @Nullable String override;

    @Mixin private Writing writing = new Writing();

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesModeVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            ModeSwitch wanted =
                    new ModeSwitch(
                            rule,
                            mode,
                            writing.who,
                            override == null ? writing.reason : override,
                            override != null);
            service.switchRule(wanted);
            if (listing.json) {
                monitor.printer(config).json(wanted);
            } else {
                monitor.printer(config).line("%s is %s from the next tick on.", rule, mode);
            }
            return ExitCode.OK;
        }
    }
}
