package illumiomonitor.engine.rollup;

import illumiomonitor.engine.rule.guard.Meter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers about one tick, so that asking twice costs once, from whichever of its windows. A
 * question names all that its answer depends on besides the PCE and the tick. What a rule asks for
 * the first time is weighed. Not thread-safe.
 */
final class Answers {

    private final Map<List<Object>, Object> known = new HashMap<>();

    /** The answer to a question, found once. */
    @SuppressWarnings("unchecked") // A question's name goes with one type of answer.
    <T> T kept(Supplier<T> answer, Object... question) {
        List<Object> key = List.of(question);
        Object found = known.get(key);
        if (found == null) {
            Meter.asked(key);
            found = answer.get();
            Meter.answered(found);
            known.put(key, found);
        }
        return (T) found;
    }
}
