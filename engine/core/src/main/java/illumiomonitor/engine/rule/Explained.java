package illumiomonitor.engine.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule found a subject at a tick, or did not.
 *
 * @param from start of the window, exclusive
 * @param found what it says of the subject, null when it says nothing
 * @param held why that tells nobody, empty when it does
 * @param notes what the steps do not tell, and what keeps it from being judged live at this tick,
 *     whatever the facts
 * @param steps conditions in the order of the text
 * @param failed number of the first step that is not met, -1 when all are
 */
public record Explained(
        String pce,
        String rule,
        String version,
        String subject,
        Instant from,
        Instant tick,
        @Nullable String found,
        String held,
        List<String> notes,
        List<Step> steps,
        int failed) {

    /**
     * One condition.
     *
     * @param condition as the text has it
     * @param all facts of the window that meet it and those before it, -1 when they cannot be
     *     counted
     * @param own the same of the facts that name the subject
     * @param values what was reckoned of the subject's facts, empty when nothing is
     * @param facts the weightiest of the subject's that meet it, in the words of evidence
     */
    public record Step(
            String condition, long all, long own, boolean met, String values, List<String> facts) {

        public Step {
            facts = List.copyOf(facts);
        }
    }

    /** The same with one more note. */
    public Explained noted(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Explained(
                pce, rule, version, subject, from, tick, found, held, more, steps, failed);
    }

    public Explained {
        notes = List.copyOf(notes);
        steps = List.copyOf(steps);
    }
}
