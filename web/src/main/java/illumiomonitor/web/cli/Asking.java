package illumiomonitor.web.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal. */
final class Asking {

    private Asking() {}

    /** Yes only when it was said. */
    static boolean yes(Terminal terminal, String question) {
        terminal.err().print(question + " [y/N] ");
        terminal.err().flush();
        String answer = line(terminal);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** What was typed, null at the end of the input. */
    static @Nullable String line(Terminal terminal) {
        try {
            return terminal.in().readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
