package illumiomonitor.engine.rollup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts by number, in the order in which they came. Not thread-safe. */
final class Numbers {

    /** Of a text that never came. */
    static final int NONE = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** The text's number; the next one when it is new. */
    int of(String text) {
        Integer known = numbers.get(text);
        if (known == null) {
            known = texts.size();
            numbers.put(text, known);
            texts.add(text);
        }
        return known;
    }

    int known(String text) {
        return numbers.getOrDefault(text, NONE);
    }

    String text(int number) {
        return texts.get(number);
    }

    List<String> texts() {
        return Collections.unmodifiableList(texts);
    }
}
