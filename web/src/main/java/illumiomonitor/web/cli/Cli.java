package illumiomonitor.web.cli;

import illumiomonitor.web.service.Application;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.Trouble;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line: finds the verb, runs it, and turns every end into one exit code and at most one
 * sentence.
 */
public final class Cli {

    /** For a verb whose {@code --version} is that of a rule. */
    private static final class Help {

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help message and exit.")
        @SuppressWarnings("unused") // picocli sets it and asks for it
        private boolean asked;
    }

    private final Monitor monitor;
    private final Terminal terminal;

    /**
     * @param application asked for only when a verb needs it, so that help is quick
     */
    public Cli(Supplier<Application> application, Terminal terminal) {
        this.terminal = terminal;
        this.monitor = new Monitor(application, terminal);
    }

    /** Runs one command and returns its exit code. */
    public int run(String... args) {
        CommandLine line = line();
        int code = line.execute(args);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    private CommandLine line() {
        CommandLine line = new CommandLine(monitor);
        Verbs.of(monitor).forEach(verb -> line.addSubcommand(verb));
        help(line);
        // After the verbs are there: what is set now is set for them too.
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(terminal.person());
        line.setExecutionStrategy(this::start);
        line.setParameterExceptionHandler(this::misunderstood);
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
        return line;
    }

    private static void help(CommandLine line) {
        CommandSpec verb = line.getCommandSpec();
        if (verb.findOption("--version") == null) {
            verb.mixinStandardHelpOptions(true).versionProvider(new Version());
        } else {
            verb.addMixin("help", CommandSpec.forAnnotatedObject(new Help()));
        }
        line.getSubcommands().values().forEach(Cli::help);
    }

    private int start(ParseResult parsed) {
        List<CommandLine> typed = parsed.asCommandLineList();
        Logging.start(
                monitor.verbose(), typed.get(typed.size() - 1).getCommand() instanceof Daemon);
        return new CommandLine.RunLast().execute(parsed);
    }

    private int misunderstood(ParameterException e, String[] args) {
        terminal.err()
                .println(
                        "monitor: "
                                + Texts.safe(String.valueOf(e.getMessage()))
                                + "; see "
                                + e.getCommandLine().getCommandSpec().qualifiedName()
                                + " --help");
        return ExitCode.USAGE;
    }

    private int failed(Exception e) {
        if (e instanceof InterruptedException || e instanceof Asking.Left) {
            return ExitCode.INTERRUPTED;
        }
        ServiceException trouble = Trouble.of(e);
        terminal.err().println("monitor: " + Texts.safe(String.valueOf(trouble.getMessage())));
        if (monitor.verbose()) {
            e.printStackTrace(terminal.err());
        }
        return ExitCode.of(trouble.problem());
    }
}
