package illumiomonitor.engine.rule.guard;

import com.google.re2j.Matcher;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands in for the methods of texts that could grow or go on without end. */
public final class Texts {

    /** Widths and precisions of more digits would make long texts out of nothing. */
    private static final Pattern WIDE = Pattern.compile("%[^%a-zA-Z]*[0-9]{4}");

    private static final int PIECE = 1024;

    /** What a replacement is made of: a sign taken as it is, a group, or letters between them. */
    private static final Pattern PART =
            Pattern.compile("\\\\.|\\$[0-9]+|\\$\\{[^}]*}?|[^\\\\$]+|.", Pattern.DOTALL);

    private Texts() {}

    /** As {@link String#valueOf(Object)}, cut to length. */
    public static String valueOf(@Nullable Object thing) {
        // What holds others says all of them, and would make a text of any length.
        if (Alike.holds(thing)) {
            StringBuilder text = new StringBuilder();
            write(thing, text);
            return made(text.toString());
        }
        String text = String.valueOf(thing);
        if (!(thing instanceof String)) {
            Meter.made(2L * Math.min(text.length(), Meter.LONGEST_TEXT));
        }
        return text.length() <= Meter.LONGEST_TEXT ? text : text.substring(0, Meter.LONGEST_TEXT);
    }

    private static void write(@Nullable Object thing, StringBuilder text) {
        Leash.check();
        if (text.length() >= Meter.LONGEST_TEXT) {
            return;
        }
        if (thing instanceof Map<?, ?> map) {
            write(map.entrySet().iterator(), text, "{", "}");
        } else if (thing instanceof Collection<?> many) {
            write(many.iterator(), text, "[", "]");
        } else if (thing instanceof Map.Entry<?, ?> entry) {
            write(entry.getKey(), text);
            text.append('=');
            write(entry.getValue(), text);
        } else if (thing instanceof Optional<?> perhaps) {
            text.append(perhaps.isPresent() ? "Optional[" : "Optional.empty");
            perhaps.ifPresent(one -> write(one, text));
            text.append(perhaps.isPresent() ? "]" : "");
        } else {
            text.append(valueOf(thing));
        }
    }

    private static void write(Iterator<?> things, StringBuilder text, String first, String last) {
        String before = first;
        while (things.hasNext() && text.length() < Meter.LONGEST_TEXT) {
            text.append(before);
            write(things.next(), text);
            before = ", ";
        }
        text.append(before.equals(first) ? first : "").append(things.hasNext() ? ", …" : last);
        text.setLength(Math.min(text.length(), Meter.LONGEST_TEXT));
    }

    public static String valueOf(boolean value) {
        return String.valueOf(value);
    }

    public static String valueOf(char value) {
        return String.valueOf(value);
    }

    public static String valueOf(int value) {
        return String.valueOf(value);
    }

    public static String valueOf(long value) {
        return String.valueOf(value);
    }

    public static String valueOf(float value) {
        return String.valueOf(value);
    }

    public static String valueOf(double value) {
        return String.valueOf(value);
    }

    public static String toString(Object thing) {
        return valueOf(thing);
    }

    /**
     * As {@link String#format}.
     *
     * @throws TooMuch if a width or precision has more than three digits
     */
    public static String format(String format, @Nullable Object... args) {
        return format(Locale.getDefault(Locale.Category.FORMAT), format, args);
    }

    /** As {@link String#format(Locale, String, Object...)}, with the same bounds. */
    public static String format(@Nullable Locale locale, String format, @Nullable Object... args) {
        if (WIDE.matcher(format).find()) {
            throw new TooMuch("a width or precision of its format has more than three digits");
        }
        @Nullable Object[] shown = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            shown[i] = isShort(args[i]) ? args[i] : valueOf(args[i]);
        }
        Short text = new Short();
        try (java.util.Formatter formatter = new java.util.Formatter(text, locale)) {
            formatter.format(format, shown);
        }
        return made(text.text.toString());
    }

    /** Anything else is written down once, not once for each place of the format. */
    private static boolean isShort(@Nullable Object thing) {
        return thing == null
                || thing instanceof Number
                || thing instanceof Boolean
                || thing instanceof Character
                || thing instanceof TemporalAccessor;
    }

    /** Takes no more than a rule may make. */
    private static final class Short implements Appendable {

        final StringBuilder text = new StringBuilder();

        @Override
        public Appendable append(@Nullable CharSequence more) {
            return append(more, 0, more == null ? 4 : more.length());
        }

        @Override
        public Appendable append(@Nullable CharSequence more, int start, int end) {
            room(end - start);
            text.append(more, start, end);
            return this;
        }

        @Override
        public Appendable append(char more) {
            room(1);
            text.append(more);
            return this;
        }

        private void room(int more) {
            grow((long) text.length() + more);
        }
    }

    private static void grow(long length) {
        if (length > Meter.LONGEST_TEXT) {
            throw new TooMuch("it makes a text of more than " + Meter.LONGEST_TEXT + " letters");
        }
    }

    private static String made(String text) {
        Meter.made(text);
        return text;
    }

    public static String formatted(String format, @Nullable Object... args) {
        return format(format, args);
    }

    public static String repeat(String text, int times) {
        grow((long) text.length() * times);
        return made(text.repeat(times));
    }

    public static String toLowerCase(String text) {
        return toLowerCase(text, Locale.getDefault());
    }

    public static String toLowerCase(String text, Locale locale) {
        return piecewise(text, piece -> piece.toLowerCase(locale));
    }

    public static String toUpperCase(String text) {
        return toUpperCase(text, Locale.getDefault());
    }

    public static String toUpperCase(String text, Locale locale) {
        return piecewise(text, piece -> piece.toUpperCase(locale));
    }

    /** Java copies the whole text at each letter that becomes two. */
    private static String piecewise(String text, UnaryOperator<String> change) {
        if (text.length() <= PIECE) {
            return made(change.apply(text));
        }
        StringBuilder all = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            Leash.check();
            int to = Math.min(text.length(), from + PIECE);
            to += to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
            all.append(change.apply(text.substring(from, to)));
            grow(all.length());
            from = to;
        }
        return made(all.toString());
    }

    public static String replace(String text, char from, char to) {
        return made(text.replace(from, to));
    }

    /** As {@link String#replace(CharSequence, CharSequence)}; looks how long it would be before. */
    public static String replace(String text, CharSequence from, CharSequence to) {
        long more = (long) to.length() - from.length();
        grow(text.length() + Math.max(0, more) * count(text, from.toString()));
        return made(text.replace(from, to));
    }

    private static long count(String text, String part) {
        if (part.isEmpty()) {
            return text.length() + 1L;
        }
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            Leash.check();
            count++;
        }
        return count;
    }

    public static String replaceAll(String text, String pattern, String to) {
        return replaced(Regexes.matcher(pattern, text), to, true);
    }

    public static String replaceFirst(String text, String pattern, String to) {
        return replaced(Regexes.matcher(pattern, text), to, false);
    }

    private static String replaced(Matcher matcher, String to, boolean all) {
        List<String> parts = PART.matcher(to).results().map(MatchResult::group).toList();
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            Leash.check();
            // Also puts down what lies before, where nothing is put in its place.
            matcher.appendReplacement(text, "");
            for (String part : parts) {
                Leash.check();
                // In one go, a replacement of many groups would be written down at any length.
                matcher.appendReplacement(text, part);
                grow(text.length());
            }
            if (!all) {
                break;
            }
        }
        matcher.appendTail(text);
        grow(text.length());
        return made(text.toString());
    }

    public static boolean matches(String text, String pattern) {
        return Regexes.matches(pattern, text);
    }

    public static String[] split(String text, String pattern) {
        return split(text, pattern, 0);
    }

    public static String[] split(String text, String pattern, int limit) {
        String[] parts = Regexes.split(text, pattern, limit);
        Meter.made(parts);
        return parts;
    }

    public static String join(CharSequence between, CharSequence... parts) {
        return join(between, java.util.Arrays.asList(parts));
    }

    /** As {@link String#join(CharSequence, Iterable)}, growing step by step. */
    public static String join(CharSequence between, Iterable<? extends CharSequence> parts) {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (CharSequence part : parts) {
            Leash.check();
            text.append(first ? "" : between).append(part);
            grow(text.length());
            first = false;
        }
        return made(text.toString());
    }
}
