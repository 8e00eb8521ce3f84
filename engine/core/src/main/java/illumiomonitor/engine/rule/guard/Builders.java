package illumiomonitor.engine.rule.guard;

import org.jspecify.annotations.Nullable;

/** Stands in for the methods by which a text builder grows. */
public final class Builders {

    private Builders() {}

    private static StringBuilder add(StringBuilder text, String more) {
        if ((long) text.length() + more.length() > Meter.LONGEST_TEXT) {
            throw new TooMuch("it makes a text of more than " + Meter.LONGEST_TEXT + " letters");
        }
        text.append(more);
        Meter.made(more);
        return text;
    }

    public static StringBuilder append(StringBuilder text, @Nullable String more) {
        return add(text, String.valueOf(more));
    }

    public static StringBuilder append(StringBuilder text, @Nullable Object more) {
        return add(text, Texts.valueOf(more));
    }

    public static StringBuilder append(StringBuilder text, @Nullable CharSequence more) {
        return add(text, Texts.valueOf(more));
    }

    public static StringBuilder append(StringBuilder text, boolean more) {
        return add(text, String.valueOf(more));
    }

    public static StringBuilder append(StringBuilder text, char more) {
        return add(text, String.valueOf(more));
    }

    public static StringBuilder append(StringBuilder text, int more) {
        return add(text, String.valueOf(more));
    }

    public static StringBuilder append(StringBuilder text, long more) {
        return add(text, String.valueOf(more));
    }

    public static StringBuilder append(StringBuilder text, float more) {
        return add(text, String.valueOf(more));
    }

    public static StringBuilder append(StringBuilder text, double more) {
        return add(text, String.valueOf(more));
    }

    public static StringBuilder insert(StringBuilder text, int at, @Nullable String more) {
        String tail = text.substring(at);
        text.setLength(at);
        return add(append(text, more), tail);
    }

    public static StringBuilder reverse(StringBuilder text) {
        return text.reverse();
    }

    public static String toString(StringBuilder text) {
        return Texts.valueOf(text);
    }
}
