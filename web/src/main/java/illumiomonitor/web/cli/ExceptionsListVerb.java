package illumiomonitor.web.cli;

import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
                return ExitCode.OK;
            }
            Table table =
                    new Table("ID", "RULE", "WHO", "OWNER", "REASON", "UNTIL", "HITS 30D", "LAST");
            lines.forEach(
                    line ->
                            table.add(
                                    line.id(),
                                    line.rule(),
                                    who(line),
                                    line.owner(),
                                    line.reason(),
                                    line.until() == null ? "" : line.until(),
                                    line.hits(),
                                    printer.time(line.lastHit())));
            printer.table(table);
            return ExitCode.OK;
        }
    }

    static String who(ExceptionLine line) {
        List<String> parts = new ArrayList<>();
        add(parts, "", line.subject());
        add(parts, "in ", line.cidr());
        add(parts, "with ", line.label());
        add(parts, "called ", line.name());
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String word, @Nullable String value) {
        if (value != null) {
            parts.add(word + value);
        }
    }
}
