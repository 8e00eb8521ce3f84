package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows one alert with its evidence.")
final class AlertsShowVerb implements Callable<Integer> {

    @Parameters(paramLabel = "ID")
    private long id;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    AlertsShowVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            Printer printer = monitor.printer(config);
            if (listing.json) {
                printer.json(service.alert(id));
            } else {
                AlertSheet.print(printer, service.alert(id));
            }
            return ExitCode.OK;
        }
    }
}
