package illumiomonitor.web.cli;

import illumiomonitor.engine.journal.Journal;
import java.io.PrintWriter;

/**
 * Shows news of a long command beside its answer: a bar for a person, now and then a line for a
 * log.
 */
final class ConsoleJournal implements Journal {

    private static final int BAR = 30;

    private final PrintWriter err;
    private final boolean person;
    private String shown = "";

    ConsoleJournal(Terminal terminal) {
        this.err = terminal.err();
        this.person = terminal.person();
    }

    @Override
    public synchronized void info(String line) {
        wipe();
        err.println(Texts.safe(line));
    }

    @Override
    public synchronized void warn(String line) {
        wipe();
        err.println("warning: " + Texts.safe(line));
    }

    @Override
    public synchronized void progress(String what, long done, long of) {
        String now = person ? bar(what, done, of) : tenth(what, done, of);
        if (now.equals(shown)) {
            return;
        }
        if (person) {
            wipe();
            err.print(now);
            err.flush();
        } else {
            err.println(now);
        }
        shown = now;
        if (person && of > 0 && done >= of) {
            err.println();
            shown = "";
        }
    }

    private void wipe() {
        if (person && !shown.isEmpty()) {
            err.print("\r" + " ".repeat(Texts.width(shown)) + "\r");
            shown = "";
        }
    }

    private static String bar(String what, long done, long of) {
        if (of <= 0) {
            return Texts.safe(what) + " " + done;
        }
        int full = (int) (BAR * Math.min(done, of) / of);
        return "["
                + "#".repeat(full)
                + ".".repeat(BAR - full)
                + "] "
                + done
                + "/"
                + of
                + " "
                + Texts.safe(what);
    }

    private static String tenth(String what, long done, long of) {
        return of <= 0
                ? Texts.safe(what)
                : Texts.safe(what) + " " + 10 * (10 * Math.min(done, of) / of) + "%";
    }
}
