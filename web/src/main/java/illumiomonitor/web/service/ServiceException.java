package illumiomonitor.web.service;

import org.jspecify.annotations.Nullable;

/** A question was not answered. The message is one whole sentence for the person who asked. */
public final class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose turn it is now. */
    public enum Problem {
        /** The command was not written as it must be. */
        USAGE,
        /** A rule, case, SQL statement, file or id is wrong. */
        BAD_INPUT,
        /** A PCE or a channel does not answer. */
        AWAY,
        /** Ours. */
        BUG,
        /** Another process has the store. */
        IN_USE,
        /** This person or key may not do it. */
        NOT_PERMITTED,
        CONFIGURATION
    }

    private final Problem problem;

    public ServiceException(Problem problem, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problem = problem;
    }

    public ServiceException(Problem problem, String sentence) {
        this(problem, sentence, null);
    }

    public Problem problem() {
        return problem;
    }
}
