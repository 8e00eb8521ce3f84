package illumiomonitor.web.cli;

import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A password that never stands on a command line, where others could read it. */
final class Password {

    @Option(
            names = "--password-stdin",
            description = "read the password from the first line of the input")
    private boolean stdin;

    String ask(Terminal terminal) {
        if (stdin || !terminal.person()) {
            return piped(terminal);
        }
        Console console = Objects.requireNonNull(System.console());
        String first = hidden(console, "Password: ");
        if (!first.equals(hidden(console, "Again: "))) {
            throw new ServiceException(Problem.USAGE, "the two passwords differ");
        }
        return first;
    }

    private static String hidden(Console console, String prompt) {
        char[] typed = Asking.<char @Nullable []>typed(() -> console.readPassword(prompt));
        return typed == null ? "" : new String(typed);
    }

    private static String piped(Terminal terminal) {
        String line = Asking.line(terminal);
        if (line == null || line.isEmpty()) {
            throw new ServiceException(
                    Problem.USAGE,
                    "no password was given: type it, or pass it with --password-stdin");
        }
        return line;
    }
}
