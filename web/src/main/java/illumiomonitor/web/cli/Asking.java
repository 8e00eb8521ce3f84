package illumiomonitor.web.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal. */
final class Asking {

    /** The person was asked and pressed Ctrl-C. */
    static final class Left extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Left() {
            super("left", null, false, false);
        }
    }

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
        return typed(terminal.in()::readLine);
    }

    /**
     * Waits for what a person types. A thread that reads from a terminal hears no interrupt, so
     * that one reads which need not be waited for.
     *
     * @throws Left if the command is to end
     */
    static <T extends @Nullable Object> T typed(Callable<T> reading) {
        FutureTask<T> typed = new FutureTask<>(reading);
        Thread thread = new Thread(typed, "typed");
        thread.setDaemon(true);
        thread.start();
        try {
            return typed.get();
        } catch (InterruptedException e) {
            throw new Left();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? new UncheckedIOException(io)
                    : new IllegalStateException(e.getCause());
        }
    }
}
