package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "ack",
        description = "Acknowledges alerts: no more messages until they close or get worse.")
final class AlertsAckVerb implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "ID")
    private List<Long> ids = List.of();

    @Mixin private Deciding deciding = new Deciding();

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    AlertsAckVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            List<AlertRow> alerts = new ArrayList<>();
            for (long id : ids) {
                alerts.add(service.acknowledge(deciding.about(id)));
            }
            deciding.print(monitor.printer(config), alerts, listing.json);
            return ExitCode.OK;
        }
    }
}
