package illumiomonitor.web.cli;

import illumiomonitor.db.StoreException;
import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "restore", description = "Brings a backup back. The service must not run.")
final class RestoreVerb implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "a backup")
    private Path file = Path.of("");

    @Option(names = "--overwrite", description = "replace the store that is there")
    private boolean overwrite;

    private final Monitor monitor;

    RestoreVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() {
        Config config = monitor.config();
        monitor.refuseSecond(config);
        restore(config);
        monitor.printer(config).line("The store is as it was in %s.", file);
        return ExitCode.OK;
    }

    private void restore(Config config) {
        try {
            monitor.application().restore(config, monitor.absolute(file), overwrite);
        } catch (StoreException e) {
            if (e.problem() == StoreException.Problem.WOULD_OVERWRITE) {
                throw new ServiceException(
                        Problem.NOT_PERMITTED,
                        "there is a store already; --overwrite replaces it",
                        e);
            }
            throw e;
        }
    }
}
