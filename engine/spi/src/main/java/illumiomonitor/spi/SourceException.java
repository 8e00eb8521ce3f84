package illumiomonitor.spi;

import org.jspecify.annotations.Nullable;

/** A source gave no complete answer. The message is one whole sentence for the operator. */
public final class SourceException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong, so that runs can be counted, and repeated, by cause. */
    public enum Problem {
        UNREACHABLE(true),
        RATE_LIMITED(true),
        /** The query failed, was killed, vanished or passed its deadline on the source's side. */
        QUERY_FAILED(true),
        /** The key is wrong or expired (401): nothing is asked again soon. */
        UNAUTHORIZED(false),
        /** The key may not do this (403), whatever else it may: this is not asked again soon. */
        FORBIDDEN(false),
        /** The certificate is not trusted, has expired or names another host. */
        UNTRUSTED(false),
        /** The source refused the question itself (400, 406). */
        REFUSED(false),
        UNREADABLE_ANSWER(true),
        /** This machine's own disk could not keep the answer; the source is not to blame. */
        DISK(true);

        private final boolean passing;

        Problem(boolean passing) {
            this.passing = passing;
        }

        /** Whether it may go away by itself. */
        public boolean isPassing() {
            return passing;
        }
    }

    private final Problem problem;

    public SourceException(Problem problem, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
