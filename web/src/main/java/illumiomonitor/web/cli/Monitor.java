package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.words.Words;
import illumiomonitor.web.service.Application;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.ServiceFinder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * What all verbs share: the options that stand before or after any of them, the terminal, the way
 * to a service.
 */
@Command(
        name = "monitor",
        description =
                "Watches networks segmented with Illumio: pulls, stores, judges, alerts, tells.",
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "Without a verb on a terminal: a menu.",
            "Exit codes: 0 all well; 64 usage; 65 bad rule, case, SQL, id or backup; 69 PCE or channel away, or a run failed;",
            "70 our bug; 75 store in use, or a run partial; 77 not permitted; 78 configuration."
        })
final class Monitor implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "configuration (default: monitor.yaml here)")
    private @Nullable Path config;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "log more, show where errors come from")
    private boolean verbose;

    @Spec private @Nullable CommandSpec spec;

    private final Supplier<Application> application;
    private final Terminal terminal;

    Monitor(Supplier<Application> application, Terminal terminal) {
        this.application = application;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (terminal.person()) {
            return new Shell(this, terminal, config()).open();
        }
        if (spec != null) {
            spec.commandLine().usage(terminal.err());
        }
        return ExitCode.USAGE;
    }

    boolean verbose() {
        return verbose;
    }

    Application application() {
        return application.get();
    }

    Terminal terminal() {
        return terminal;
    }

    /** The configuration, read each time. */
    Config config() {
        Path given = config == null ? null : terminal.folder().resolve(config);
        return ConfigFile.load(shortest(ConfigFile.find(given, terminal.folder())), terminal.env());
    }

    /** Who answers: a running service, or the store opened for this command. */
    Service service(Config config) throws InterruptedException {
        return finder().find(config);
    }

    /** Ends the command when a service runs: what follows needs the store for itself. */
    void refuseSecond(Config config) {
        finder().running(config)
                .ifPresent(
                        running -> {
                            throw new ServiceException(
                                    Problem.IN_USE,
                                    "the service is running already (process "
                                            + running.pid()
                                            + "); stop it first");
                        });
    }

    /** The admin UI of the service that runs, empty when it has none; nothing when none runs. */
    Optional<String> runningPages(Config config) {
        return finder().running(config)
                .map(
                        running -> {
                            String pages = running.service().about().pages();
                            return pages == null ? "" : pages;
                        });
    }

    private ServiceFinder finder() {
        return new ServiceFinder(application(), PATIENCE);
    }

    /** For answers that need no configuration. */
    PrintWriter out() {
        return terminal.out();
    }

    Printer printer(Config config) {
        return new Printer(terminal.out(), config.display().zone());
    }

    /** What pages say too, in the language of whoever reads here. */
    Words words(Config config) {
        return Words.load("illumiomonitor/web/words", config.display().language());
    }

    /** A path as typed, made absolute, because who answers may stand elsewhere. */
    Path absolute(Path typed) {
        return terminal.folder().resolve(typed).normalize();
    }

    // So that complaints name the file as it was typed.
    private Path shortest(Path file) {
        boolean own = terminal.folder().equals(Path.of("").toAbsolutePath());
        return own && file.startsWith(terminal.folder())
                ? terminal.folder().relativize(file)
                : file;
    }
}
