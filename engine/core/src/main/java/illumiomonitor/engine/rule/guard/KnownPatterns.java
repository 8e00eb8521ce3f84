package illumiomonitor.engine.rule.guard;

import com.google.re2j.Pattern;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps patterns that were used lately, as many as fit: forgets first what was not used for
 * longest. Thread-safe.
 */
final class KnownPatterns {

    /** A letter of an unrolled pattern takes about two hundred bytes while it is kept. */
    static final long LETTER = 200;

    private final long most;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private long letters;

    private record Known(Pattern pattern, long letters) {}

    /**
     * @param most letters of all of them, unrolled
     */
    KnownPatterns(long most) {
        this.most = most;
    }

    synchronized @Nullable Pattern get(String text) {
        Known found = known.get(text);
        return found == null ? null : found.pattern();
    }

    synchronized void put(String text, Pattern pattern, long unrolled) {
        Known before = known.put(text, new Known(pattern, unrolled));
        letters += unrolled - (before == null ? 0 : before.letters());
        Iterator<Known> eldest = known.values().iterator();
        while (letters > most && eldest.hasNext()) {
            letters -= eldest.next().letters();
            eldest.remove();
        }
    }

    /** Letters of all that are kept, unrolled. */
    synchronized long letters() {
        return letters;
    }
}
