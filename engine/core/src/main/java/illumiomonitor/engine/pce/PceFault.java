package illumiomonitor.engine.pce;

import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why one request, or a work of several, came to nothing. The message is a whole sentence. */
final class PceFault extends Exception {

    private static final long serialVersionUID = 1L;

    /** How far the request got, which decides whether it may be sent again. */
    enum Stage {
        /** It never reached the PCE. */
        UNSENT,
        /** It may have been carried out: the connection broke or nothing came in time. */
        LOST,
        /** The PCE answered with a status that is not a success. */
        STATUS,
        /** The answer was a success, but its body is no use. */
        BROKEN,
        /** Nothing will change it soon. */
        FINAL
    }

    private final Stage stage;
    private final Problem problem;
    private final int status;
    private final @Nullable Duration retryAfter;

    private PceFault(
            Stage stage,
            Problem problem,
            int status,
            @Nullable Duration retryAfter,
            String sentence,
            @Nullable Throwable cause) {
        super(sentence, cause);
        this.stage = stage;
        this.problem = problem;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    static PceFault unsent(String sentence, Throwable cause) {
        return new PceFault(Stage.UNSENT, Problem.UNREACHABLE, 0, null, sentence, cause);
    }

    static PceFault lost(String sentence, @Nullable Throwable cause) {
        return new PceFault(Stage.LOST, Problem.UNREACHABLE, 0, null, sentence, cause);
    }

    static PceFault status(int status, @Nullable Duration retryAfter, String sentence) {
        return new PceFault(Stage.STATUS, problemOf(status), status, retryAfter, sentence, null);
    }

    static PceFault broken(String sentence, @Nullable Throwable cause) {
        return new PceFault(Stage.BROKEN, Problem.UNREADABLE_ANSWER, 0, null, sentence, cause);
    }

    static PceFault of(Problem problem, String sentence, @Nullable Throwable cause) {
        return new PceFault(Stage.FINAL, problem, 0, null, sentence, cause);
    }

    private static Problem problemOf(int status) {
        if (status == 401) {
            return Problem.UNAUTHORIZED;
        }
        if (status == 407) {
            // Of a proxy: nobody has seen the key, and the PCE is out of reach.
            return Problem.UNREACHABLE;
        }
        if (status == 403) {
            return Problem.FORBIDDEN;
        }
        if (status == 429) {
            return Problem.RATE_LIMITED;
        }
        return status >= 500 || status == 408 ? Problem.UNREACHABLE : Problem.REFUSED;
    }

    Stage stage() {
        return stage;
    }

    Problem problem() {
        return problem;
    }

    /** HTTP status, 0 when it did not fail by one. */
    int status() {
        return status;
    }

    /** What the PCE asked to wait, null when it did not. */
    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The object is not there, or no longer. */
    boolean isGone() {
        return status == 404 || status == 410;
    }

    /** The PCE turned the request away before doing any of it. */
    boolean isRateLimit() {
        return status == 429;
    }

    /** It may pass, and a request that changes nothing may be sent again. */
    boolean isPassing() {
        return switch (stage) {
            case UNSENT, LOST, BROKEN -> true;
            case STATUS -> status >= 500 && status != 501 && status != 505 || status == 408;
            case FINAL -> false;
        };
    }

    /** It cannot be told whether the PCE carried the request out. */
    boolean isInDoubt() {
        return isPassing() && stage != Stage.UNSENT;
    }

    SourceException toSource() {
        return new SourceException(problem, String.valueOf(getMessage()), this);
    }
}
