package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.TooMuch;
import java.util.IllegalFormatConversionException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judging stopped because of a rule. */
final class RuleFault extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 300;

    private final transient Set<String> suspects;
    private final boolean certain;

    private RuleFault(Set<String> suspects, boolean certain, String sentence, Throwable cause) {
        super(sentence, cause);
        this.suspects = new TreeSet<>(suspects);
        this.certain = certain;
    }

    /** The consequence of this rule was running. */
    static RuleFault of(String rule, String sentence, Throwable cause) {
        return new RuleFault(Set.of(rule), true, sentence, cause);
    }

    /**
     * Something else was running: a condition, perhaps on a fact that another rule put in.
     *
     * @param suspects rules one of which may have done it; empty when any may have
     */
    static RuleFault ofAny(Set<String> suspects, String sentence, Throwable cause) {
        return new RuleFault(suspects, false, sentence, cause);
    }

    Set<String> suspects() {
        return suspects;
    }

    /** Whether the suspect did it. */
    boolean certain() {
        return certain;
    }

    /** Whether a rule was stopped for making, collecting or matching too much. */
    static boolean isTooMuch(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooMuch) {
                return true;
            }
        }
        return false;
    }

    /** The innermost cause in a few words. */
    static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof IllegalFormatConversionException unfit) {
            return "%"
                    + unfit.getConversion()
                    + " in a format is given a "
                    + unfit.getArgumentClass().getSimpleName()
                    + ", which it cannot write";
        }
        String said = told(innermost.getMessage());
        boolean ours =
                innermost instanceof IllegalArgumentException || innermost instanceof TooMuch;
        if (ours && said != null) {
            return said;
        }
        return innermost.getClass().getSimpleName() + (said == null ? "" : ": " + said);
    }

    /** A rule's own words go into the log: no lines of their own there, and not many. */
    private static @Nullable String told(@Nullable String message) {
        if (message == null) {
            return null;
        }
        return OneLine.of(message, LONGEST);
    }
}
