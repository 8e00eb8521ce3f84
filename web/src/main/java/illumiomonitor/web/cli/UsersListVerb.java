package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.UserRow;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists who may sign in.")
final class UsersListVerb implements Callable<Integer> {

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    UsersListVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            print(monitor.printer(config), service.users());
            return ExitCode.OK;
        }
    }

    private void print(Printer printer, List<UserRow> users) {
        if (listing.json) {
            printer.json(users);
            return;
        }
        Table table = new Table("USER", "ROLE", "SINCE");
        users.forEach(
                user -> table.add(user.username(), user.role(), printer.time(user.createdAt())));
        printer.table(table);
    }
}
