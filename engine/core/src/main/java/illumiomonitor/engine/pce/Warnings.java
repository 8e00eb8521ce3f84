package illumiomonitor.engine.pce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Oddities of one answer, each told once with its number. Thread-safe. */
final class Warnings {

    private static final int MOST = 50;

    private final Map<String, Long> counts = new LinkedHashMap<>();

    synchronized void clear() {
        counts.clear();
    }

    synchronized void count(String sentence) {
        if (counts.containsKey(sentence) || counts.size() < MOST) {
            counts.merge(sentence, 1L, Long::sum);
        }
    }

    synchronized List<String> list() {
        List<String> lines = new ArrayList<>();
        counts.forEach(
                (sentence, n) -> lines.add(n == 1 ? sentence : sentence + " (" + n + " times)"));
        return lines;
    }
}
