package illumiomonitor.engine.rule;

import java.util.Set;
import java.util.TreeSet;

/** Judging stopped because of a rule. */
final class RuleFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> suspects;

    /**
     * @param suspects rules one of which did it; empty when any may have
     */
    RuleFault(Set<String> suspects, String sentence, Throwable cause) {
        super(sentence, cause);
        this.suspects = new TreeSet<>(suspects);
    }

    RuleFault(Set<String> suspects, String sentence) {
        super(sentence);
        this.suspects = new TreeSet<>(suspects);
    }

    Set<String> suspects() {
        return suspects;
    }

    /** The innermost cause in a few words. */
    static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String said = innermost.getMessage();
        if (innermost instanceof IllegalArgumentException && said != null) {
            return said;
        }
        return innermost.getClass().getSimpleName() + (said == null ? "" : ": " + said);
    }
}
