package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "password", description = "Gives a person a new password.")
final class UsersPasswordVerb implements Callable<Integer> {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Mixin private Password password = new Password();

    private final Monitor monitor;

    UsersPasswordVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        String secret = password.ask(monitor.terminal());
        try (Service service = monitor.service(config)) {
            service.setPassword(name, secret);
            monitor.printer(config).line("%s has a new password.", name);
            return ExitCode.OK;
        }
    }
}
