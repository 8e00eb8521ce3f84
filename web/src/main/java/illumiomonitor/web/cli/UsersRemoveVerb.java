package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Lets a person sign in no more.")
final class UsersRemoveVerb implements Callable<Integer> {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    private final Monitor monitor;

    UsersRemoveVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            service.removeUser(name);
            monitor.printer(config).line("%s may sign in no more.", name);
            return ExitCode.OK;
        }
    }
}
