package illumiomonitor.web.cli;

import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists who is spared, by whom and why, and how often.")
final class ExceptionsListVerb implements Callable<Integer> {

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    ExceptionsListVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            List<ExceptionLine> lines = service.exceptions();
            Printer printer = monitor.printer(config);
            if (listing.json) {
                printer.json(lines);
                return told(service.exceptionsState());
            }
            Table table =
                    new Table("ID", "RULE", "WHO", "OWNER", "REASON", "UNTIL", "HITS 30D", "LAST");
            lines.forEach(
                    line ->
                            table.add(
                                    line.id(),
                                    line.rule(),
                                    line.who(),
                                    line.owner(),
                                    line.reason(),
                                    line.until() == null ? "" : line.until(),
                                    line.hits(),
                                    printer.time(line.lastHit())));
            printer.table(table);
            return told(service.exceptionsState());
        }
    }

    /** What holds is listed all the same; what is wrong with the file stands beside it. */
    private int told(ExceptionsState state) {
        if (state.crossed().any()) {
            monitor.terminal().err().println(state.crossed().sentence());
        }
        if (!state.error().isEmpty()) {
            monitor.terminal().err().println(state.sentence());
        }
        return state.error().isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
    }
}
