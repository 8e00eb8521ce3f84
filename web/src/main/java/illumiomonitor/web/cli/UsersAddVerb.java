package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.NewUser;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Lets a person sign in.")
final class UsersAddVerb implements Callable<Integer> {

    /** Roles as they are in the store. */
    enum Role {
        ADMIN,
        VIEWER
    }

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "admin or viewer (default: ${DEFAULT-VALUE})")
    private Role role = Role.VIEWER;

    @Mixin private Password password = new Password();

    private final Monitor monitor;

    UsersAddVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        String secret = password.ask(monitor.terminal());
        try (Service service = monitor.service(config)) {
            service.addUser(new NewUser(name, role.name(), secret));
            monitor.printer(config).line("%s may sign in as %s.", name, role);
            return ExitCode.OK;
        }
    }
}
