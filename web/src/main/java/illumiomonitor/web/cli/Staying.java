package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.StoreUrl;
import illumiomonitor.web.service.ServiceEndpoint;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.Serving;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Stays until somebody ends the process, and answers the command line meanwhile. */
final class Staying {

    private Staying() {}

    /** What is done before there is only waiting. */
    interface First {
        void work() throws InterruptedException;
    }

    /**
     * Says where it is, then waits for the interrupt that a signal brings.
     *
     * @throws ServiceException if the store is lost meanwhile
     */
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
            while (!serving.isLost()) {
                TimeUnit.SECONDS.sleep(2);
            }
            throw new ServiceException(
                    Problem.AWAY,
                    "the store has closed itself, as it does when its disk is full or breaks; make room there and start again");
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
