package illumiomonitor.engine.pull;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Texts as the store keeps them. */
final class Texts {

    private static final char UNREADABLE = '\uFFFD';

    private Texts() {}

    /**
     * The text as every database takes and gives it back: at most so long, without NUL and without
     * halves of characters, so that it hashes the same when it is read again.
     */
    static String clean(String text, int max) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i >= max || c == 0 || Character.isSurrogate(c)) {
                return rewritten(text, max);
            }
        }
        return text;
    }

    private static String rewritten(String text, int max) {
        StringBuilder clean = new StringBuilder(Math.min(max, text.length()));
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean bad = c == 0 || (c <= 0xFFFF && Character.isSurrogate((char) c));
            int kept = bad ? UNREADABLE : c;
            if (clean.length() + Character.charCount(kept) > max) {
                break;
            }
            clean.appendCodePoint(kept);
        }
        return clean.toString();
    }

    /** Sorted {@code key=value}, comma-joined. */
    static String labels(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        String[] pairs = new String[labels.size()];
        int i = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            pairs[i++] = label.getKey() + "=" + label.getValue();
        }
        return joined(pairs);
    }

    /** Sorted, comma-joined. */
    static String sorted(Collection<String> texts) {
        return texts.isEmpty() ? "" : joined(texts.toArray(new String[0]));
    }

    private static String joined(String[] texts) {
        if (texts.length > 1) {
            Arrays.sort(texts);
        }
        return String.join(",", texts);
    }
}
