package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigException;
import illumiomonitor.engine.form.Names;
import illumiomonitor.engine.legacy.LegacyImport;
import illumiomonitor.engine.legacy.Remark;
import illumiomonitor.rules.CaseReport;
import illumiomonitor.rules.CaseResult;
import illumiomonitor.rules.Cases;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import-legacy",
        description = {
            "Turns a config.json of illumio_monitor or illumio-ops into rules, cases and settings.",
            "Says what does not do quite the same here, and what was not carried over and why.",
            "What can be carried over is written in any case. Ends with 0 when every rule was, with",
            "65 when a rule was left out or a case fails: look at what is said, and do that by hand."
        })
final class ImportLegacyVerb implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "the config.json")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "folder to write into (default: imported-rules here)")
    private Path to = Path.of("imported-rules");

    @Option(names = "--dry", description = "write nothing, only say")
    private boolean dry;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    /** What is said with {@code --json}. */
    record Answer(
            String source,
            String dir,
            List<String> files,
            List<String> variables,
            List<Remark> differences,
            List<Remark> left,
            List<CaseResult> failedCases) {}

    ImportLegacyVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        LegacyImport made = read();
        Path dir = monitor.absolute(to);
        if (!dry) {
            write(dir, made.files());
        }
        List<CaseResult> failed = dry ? List.of() : failed(dir, made);
        print(made, dir, failed);
        return failed.isEmpty() && made.rulesLeft() == 0 ? ExitCode.OK : ExitCode.BAD_INPUT;
    }

    private LegacyImport read() throws InterruptedException {
        Path source = monitor.absolute(file);
        try {
            return LegacyImport.of(Files.readString(source), names());
        } catch (IllegalArgumentException e) {
            throw new ServiceException(Problem.BAD_INPUT, file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ServiceException(Problem.BAD_INPUT, file + " cannot be read", e);
        }
    }

    /** The names of the store, where there is one already; most people import before. */
    private Names names() throws InterruptedException {
        Config config;
        try {
            config = monitor.config();
        } catch (ConfigException e) {
            return Names.NONE;
        }
        try (Service service = monitor.service(config)) {
            return service.names();
        }
    }

    private void write(Path dir, Map<String, String> files) {
        for (String name : files.keySet()) {
            if (Files.exists(dir.resolve(name))) {
                throw new ServiceException(
                        Problem.BAD_INPUT,
                        dir.resolve(name) + " exists already: name another folder with --to");
            }
        }
        try {
            for (Map.Entry<String, String> one : files.entrySet()) {
                Path path = dir.resolve(one.getKey());
                Files.createDirectories(path.resolveSibling(""));
                Files.writeString(path, one.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CaseResult> failed(Path dir, LegacyImport made)
            throws InterruptedException {
        List<CaseResult> failed = new ArrayList<>();
        try {
            for (var form : made.rules()) {
                CaseReport report = Cases.run(dir.resolve(form.file()));
                report.results().stream().filter(one -> !one.passed()).forEach(failed::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return failed;
    }

    private void print(LegacyImport made, Path dir, List<CaseResult> failed) {
        Printer printer = new Printer(monitor.out(), ZoneId.of("UTC"));
        if (listing.json) {
            printer.json(
                    new Answer(
                            made.source(),
                            dry ? "" : dir.toString(),
                            List.copyOf(made.files().keySet()),
                            made.variables(),
                            made.differences(),
                            made.left(),
                            failed));
            return;
        }
        printer.line("Read as a configuration of %s.", made.source());
        made.files().keySet().forEach(name -> printer.line("  %s", name));
        said(printer, "Does not do quite the same:", made.differences());
        said(printer, "Not carried over:", made.left());
        for (String variable : made.variables()) {
            printer.line(
                    "Set %s in the environment; it is not written down.", "${" + variable + "}");
        }
        failed.forEach(one -> printer.line("Case fails: %s: %s", one.name(), one.problem()));
        if (made.rulesLeft() > 0) {
            printer.line("%d rules were left out; each is named above.", made.rulesLeft());
        }
        printer.line(
                dry ? "Nothing was written." : "%d rules written into %s.",
                made.rules().size(),
                dir);
    }

    private void said(Printer printer, String title, List<Remark> remarks) {
        if (remarks.isEmpty()) {
            return;
        }
        printer.line("%s", title);
        remarks.forEach(one -> printer.line("  %s", text(one)));
    }

    private String text(Remark remark) {
        @Nullable Path name = file.getFileName();
        String place = remark.line() > 0 ? name + ":" + remark.line() + ": " : "";
        return place + remark.key() + ": " + remark.text();
    }
}
