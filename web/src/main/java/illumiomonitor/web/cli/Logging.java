package illumiomonitor.web.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** How much is logged: a command answers, so it only warns; a daemon tells what it does. */
final class Logging {

    private Logging() {}

    static void start(boolean verbose, boolean daemon) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        if (LoggerFactory.getLogger("illumiomonitor") instanceof Logger ours) {
            ours.setLevel(verbose ? Level.DEBUG : daemon ? Level.INFO : Level.WARN);
        }
    }
}
