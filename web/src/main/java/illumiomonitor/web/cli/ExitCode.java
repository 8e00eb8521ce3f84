package illumiomonitor.web.cli;

import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.web.service.ServiceException.Problem;

/** What a script learns from a command's end. People rely on the numbers; they never change. */
final class ExitCode {

    static final int OK = 0;
    static final int USAGE = 64;
    static final int BAD_INPUT = 65;
    static final int AWAY = 69;
    static final int BUG = 70;
    static final int BUSY_OR_PARTIAL = 75;
    static final int NOT_PERMITTED = 77;
    static final int CONFIGURATION = 78;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(Problem problem) {
        return switch (problem) {
            case USAGE -> USAGE;
            case BAD_INPUT -> BAD_INPUT;
            case AWAY -> AWAY;
            case BUG -> BUG;
            case IN_USE -> BUSY_OR_PARTIAL;
            case NOT_PERMITTED -> NOT_PERMITTED;
            case CONFIGURATION -> CONFIGURATION;
        };
    }

    static int of(Outcome outcome) {
        return switch (outcome) {
            case OK -> OK;
            case PARTIAL -> BUSY_OR_PARTIAL;
            case FAILED -> AWAY;
        };
    }
}
