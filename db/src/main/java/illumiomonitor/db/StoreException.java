package illumiomonitor.db;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot be opened, migrated, saved or brought back. The message is one whole sentence
 * for the operator.
 */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is in the way. */
    public enum Problem {
        /** Another process has it open. */
        IN_USE,
        /** A newer version of the program wrote it. */
        NEWER,
        /** It cannot be read, written or migrated. */
        BROKEN,
        /** Something would have been overwritten. */
        WOULD_OVERWRITE,
        /** This kind of store has other tools for it. */
        UNSUPPORTED
    }

    private final Problem problem;

    public StoreException(Problem problem, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
