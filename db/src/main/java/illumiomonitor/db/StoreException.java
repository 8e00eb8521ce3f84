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
        /** The server that keeps it does not answer. */
        AWAY,
        /** Its URL, or the user or password in it, is wrong. */
        SETTING,
        /** It cannot be read, written or migrated. */
        BROKEN,
        /** Its schema does not move on, however often it is tried. */
        STUCK,
        /** Its disk has too little room. */
        FULL,
        /** Something would have been overwritten. */
        WOULD_OVERWRITE,
        /** What was given as a backup is none, or not whole. */
        NO_BACKUP,
        /** Nothing may be written where it was to be. */
        UNWRITABLE,
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
