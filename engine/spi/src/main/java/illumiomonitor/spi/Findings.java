package illumiomonitor.spi;

import java.util.Collection;

/**
 * A rule's way out. Called from the consequence of a rule, on the judging thread; holds nothing
 * after the tick.
 */
public interface Findings {

    /**
     * Says that the rule found something about a subject. The facts that matched become the
     * evidence.
     *
     * @param subject whom it is about; one finding per rule, subject and tick, the last call wins
     * @param format as {@link java.util.Formatter} takes it
     * @throws IllegalArgumentException if the subject is empty or the format does not fit the
     *     arguments
     */
    void add(String subject, String format, Object... args);

    /**
     * Says the same with evidence of the rule's own choice.
     *
     * @param evidence facts of this window, e.g. what an {@code accumulate} collected
     */
    void add(String subject, Collection<?> evidence, String format, Object... args);
}
