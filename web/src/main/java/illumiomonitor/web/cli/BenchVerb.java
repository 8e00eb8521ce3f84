package illumiomonitor.web.cli;

import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "bench", description = "Measures, beside the budgets. Needs no configuration.")
final class BenchVerb implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "which (default: all); --list names them")
    private List<String> names = List.of();

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "of the input, instead of the usual number")
    private @Nullable Integer rows;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "recorded data, a folder for each set, for those that need it")
    private @Nullable Path data;

    @Option(names = "--list", description = "only name them")
    private boolean list;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    BenchVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Printer printer = new Printer(monitor.terminal().out(), ZoneOffset.UTC);
        List<Benchmark> chosen = chosen();
        if (list) {
            chosen.forEach(
                    benchmark -> printer.line("%s: %s", benchmark.name(), benchmark.title()));
            return ExitCode.OK;
        }
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        for (Benchmark benchmark : chosen) {
            ConsoleJournal journal = new ConsoleJournal(monitor.terminal());
            figures.put(
                    benchmark.name(),
                    data == null
                            ? benchmark.measure(rows, journal)
                            : benchmark.measure(data, journal));
        }
        print(printer, figures);
        return ExitCode.OK;
    }

    private List<Benchmark> chosen() {
        List<Benchmark> all = monitor.application().benchmarks();
        List<Benchmark> chosen = new ArrayList<>(all);
        if (!names.isEmpty()) {
            chosen.removeIf(benchmark -> !names.contains(benchmark.name()));
        }
        for (String name : names) {
            if (all.stream().noneMatch(benchmark -> benchmark.name().equals(name))) {
                throw new ServiceException(
                        Problem.USAGE, "there is no benchmark " + name + "; --list names them");
            }
        }
        return chosen;
    }

    private void print(Printer printer, Map<String, List<Figure>> figures) {
        if (listing.json) {
            printer.json(figures);
            return;
        }
        Table table = new Table("BENCHMARK", "WHAT", "MEASURED", "BUDGET");
        figures.forEach(
                (name, rows) ->
                        rows.forEach(
                                row -> table.add(name, row.name(), row.value(), row.budget())));
        printer.table(table);
    }
}
