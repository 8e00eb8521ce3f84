package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.GapRow;
import illumiomonitor.web.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "gaps", description = "Lists stretches of time for which data is missing.")
final class GapsVerb implements Callable<Integer> {

    @Option(names = "--all", description = "those too that a later pull has covered")
    private boolean all;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    GapsVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            print(monitor.printer(config), service.gaps(all));
            return ExitCode.OK;
        }
    }

    private void print(Printer printer, List<GapRow> gaps) {
        if (listing.json) {
            printer.json(gaps);
            return;
        }
        Table table = new Table("GAP", "PCE", "KIND", "FROM", "TO", "CLOSED", "REASON");
        gaps.forEach(
                gap ->
                        table.add(
                                gap.gapId(),
                                gap.pce(),
                                gap.kind(),
                                printer.time(gap.from()),
                                printer.time(gap.to()),
                                gap.closedAt() == null
                                        ? "open"
                                        : printer.time(gap.closedAt())
                                                + " by pull "
                                                + gap.closedBy(),
                                gap.reason()));
        printer.table(table);
    }
}
