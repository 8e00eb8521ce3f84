package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.Serving;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Runs on the schedule, with the admin UI, until it is stopped.")
final class ServeVerb implements Callable<Integer>, Daemon {

    @Option(names = "--no-web", description = "without the admin UI")
    private boolean noWeb;

    private final Monitor monitor;

    ServeVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        monitor.refuseSecond(config);
        try (Serving serving = monitor.application().serve(config, !noWeb)) {
            return Staying.until(monitor.terminal(), config, serving);
        }
    }
}
