package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.run.DueTicks;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Spares somebody no longer.")
final class ExceptionsRemoveVerb implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "as rules exceptions list shows it")
    private String id = "";

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    ExceptionsRemoveVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            service.removeException(id);
            if (listing.json) {
                monitor.printer(config).json(service.exceptions());
            } else {
                monitor.printer(config)
                        .line("%s", monitor.words(config).get("exceptions.removed", DueTicks.MOST));
            }
            return ExitCode.OK;
        }
    }
}
