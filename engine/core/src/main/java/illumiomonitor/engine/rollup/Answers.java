package illumiomonitor.engine.rollup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers about one tick, so that asking twice costs once. Not thread-safe. */
final class Answers {

    private final Map<List<Object>, Object> known = new HashMap<>();

    /** The answer to a question, found once. */
    @SuppressWarnings("unchecked") // A question's name goes with one type of answer.
    <T> T kept(Supplier<T> answer, Object... question) {
        List<Object> key = List.of(question);
        Object found = known.get(key);
        if (found == null) {
            found = answer.get();
            known.put(key, found);
        }
        return (T) found;
    }
}
