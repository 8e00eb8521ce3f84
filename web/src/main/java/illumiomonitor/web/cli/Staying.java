package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.StoreUrl;
import illumiomonitor.web.service.ServiceEndpoint;
import illumiomonitor.web.service.Serving;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** Stays until somebody ends the process, and answers the command line meanwhile. */
final class Staying {

    private Staying() {}

    /** What is done before there is only waiting. */
    interface First {
        void work() throws InterruptedException;
    }

    /** Says where it is, then waits for the interrupt that a signal brings. */
    static int until(Terminal terminal, Config config, Serving serving) {
        return until(terminal, config, serving, () -> {});
    }

    /**
     * The same, with something to do before it only waits.
     *
     * @param first while it already answers
     */
    @SuppressWarnings("try") // The endpoint only has to be there.
    static int until(Terminal terminal, Config config, Serving serving, First first) {
        try (ServiceEndpoint endpoint =
                ServiceEndpoint.start(serving.service(), StoreUrl.dataFolder(config))) {
            announce(terminal, serving);
            first.work();
            new CountDownLatch(1).await();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            // The one way in which it is meant to end.
            return ExitCode.OK;
        }
    }

    /** Says where it is, in lines that a script can read. */
    static void announce(Terminal terminal, Serving serving) {
        URI pages = serving.pages();
        terminal.out()
                .println(
                        "READY "
                                + (pages == null
                                        ? "process " + ProcessHandle.current().pid()
                                        : pages));
        if (serving.setupToken() != null) {
            terminal.out().println("SETUP-TOKEN " + serving.setupToken());
        }
        terminal.out().flush();
    }
}
