package illumiomonitor.engine.rollup;

import java.util.Arrays;

/** A week of hourly values as they are written: comma-joined, zeros at the end left out. */
final class HourValues {

    private HourValues() {}

    static long[] parse(String text) {
        long[] values = new long[Hours.PER_WEEK];
        int hour = 0;
        long value = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == ',') {
                values[hour++] = value;
                value = 0;
            } else {
                value = value * 10 + letter - '0';
            }
        }
        values[hour] = value;
        return values;
    }

    /** One hour's value, without reading the hours after it. */
    static long at(String text, int hour) {
        int from = 0;
        for (int n = 0; n < hour; n++) {
            from = text.indexOf(',', from) + 1;
            if (from == 0) {
                return 0;
            }
        }
        long value = 0;
        while (from < text.length() && text.charAt(from) != ',') {
            value = value * 10 + text.charAt(from++) - '0';
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
