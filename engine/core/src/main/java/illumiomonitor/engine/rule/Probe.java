package illumiomonitor.engine.rule;

import org.jspecify.annotations.Nullable;

/**
 * A part of a condition, and the rule that tries it.
 *
 * @param condition as the text has it, on one line
 * @param collecting the same, which also shows the facts; null when none are shown
 * @param reckoning which of the rule's reckonings it belongs to, counted from 1; 0 for none
 * @param keyed whether what it finds is found of the rule's own subjects, not of facts that name
 *     one
 * @param limited whether it asks for the rule's threshold
 */
record Probe(
        String condition,
        Kind kind,
        RuleText text,
        @Nullable RuleText collecting,
        int reckoning,
        boolean keyed,
        boolean limited) {

    Probe {
        // As one line, however the text breaks it.
        condition = condition.strip().replaceAll("\\s+", " ");
    }

    /** How what a probe finds is judged. */
    enum Kind {
        /** How many facts meet it. */
        COUNT,
        /** What is reckoned of them. */
        VALUES,
        HOLDS_OF_SUBJECT,
        /** Must hold of all facts, such as that something is not there, and of the subject's. */
        HOLDS
    }
}
