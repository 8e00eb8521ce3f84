package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.ModeSwitch;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.Withdrawal;
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
            arity = "0..1",
            paramLabel = "MODE",
            description = "live, shadow, off, or header for what the text says")
    private String mode = "";

    @Option(
            names = "--override",
            paramLabel = "REASON",
            description = "go live though cases fail; the reason is kept")
    private @Nullable String override;

    @Option(
            names = "--no-override",
            description = "take an override back, with --reason: what held before it holds again")
    private boolean noOverride;

    @Mixin private Writing writing = new Writing();

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesModeVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (noOverride != mode.isEmpty() || (noOverride && override != null)) {
            throw new ServiceException(Problem.USAGE, "either MODE is needed or --no-override");
        }
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            if (noOverride) {
                return withdraw(service, config);
            }
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

    private int withdraw(Service service, Config config) throws InterruptedException {
        Withdrawal back = new Withdrawal(rule, writing.who, writing.reason);
        service.withdrawOverride(back);
        if (listing.json) {
            monitor.printer(config).json(back);
        } else {
            monitor.printer(config)
                    .line("The override of %s is over; what held before it holds again.", rule);
        }
        return ExitCode.OK;
    }
}
