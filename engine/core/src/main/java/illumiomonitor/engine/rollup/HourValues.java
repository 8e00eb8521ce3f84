package illumiomonitor.engine.rollup;

import java.util.Arrays;

/** A week of hourly values as they are written: comma-joined, zeros at the end left out. */
final class HourValues {

    /** After the end of time, however many weeks are added. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private HourValues() {}

    static long[] parse(String text) {
        long[] values = new long[Hours.PER_WEEK];
        parse(text, values);
        return values;
    }

    /**
     * The same into an array that is at hand.
     *
     * @param into takes the values of the first hours; others stay as they are
     * @return how many hours that are
     */
    static int parse(String text, long[] into) {
        int hour = 0;
        long value = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == ',') {
                into[hour++] = value;
                value = 0;
            } else {
                value = value * 10 + letter - '0';
            }
        }
        into[hour] = value;
        return hour + 1;
    }

    /** The first hour with a value, without reading further; past any hour when there is none. */
    static long first(String text) {
        long hour = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == ',') {
                hour++;
            } else if (letter != '0') {
                return hour;
            }
        }
        return NEVER;
    }

    /** One hour's value, without reading the hours after it. */
    static long at(String text, int hour) {
        int at = 0;
        for (int left = hour; left > 0; at++) {
            if (at == text.length()) {
                return 0;
            }
            left -= text.charAt(at) == ',' ? 1 : 0;
        }
        long value = 0;
        while (at < text.length() && text.charAt(at) != ',') {
            value = value * 10 + text.charAt(at++) - '0';
        }
        return value;
    }

    static String text(long[] values) {
        int end = values.length;
        while (end > 1 && values[end - 1] == 0) {
            end--;
        }
        StringBuilder text = new StringBuilder(end * 2);
        for (int hour = 0; hour < end; hour++) {
            text.append(hour == 0 ? "" : ",").append(values[hour]);
        }
        return text.toString();
    }

    static boolean none(long[] values) {
        return seen(values) == 0;
    }

    /** How many hours have a value. */
    static int seen(long[] values) {
        return (int) Arrays.stream(values).filter(value -> value != 0).count();
    }
}
