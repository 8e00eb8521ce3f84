package illumiomonitor.engine.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranges of IPv4 addresses as networks that hold exactly the same addresses. */
final class Blocks {

    private static final Pattern RANGE =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+)\\s*-\\s*(\\d+\\.\\d+\\.\\d+\\.\\d+)");

    private Blocks() {}

    /** The networks of a range; anything else stays as it is. */
    static List<String> of(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            return List.of(text);
        }
        long from = number(range.group(1));
        long to = number(range.group(2));
        if (from < 0 || to < from) {
            return List.of(text);
        }
        List<String> blocks = new ArrayList<>();
        while (from <= to) {
            long size = from == 0 ? 1L << 32 : Long.lowestOneBit(from);
            while (from + size - 1 > to) {
                size /= 2;
            }
            int prefix = 32 - Long.numberOfTrailingZeros(size);
            blocks.add(prefix == 32 ? address(from) : address(from) + "/" + prefix);
            from += size;
        }
        return blocks;
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            if (part.length() > 3 || Integer.parseInt(part) > 255) {
                return -1;
            }
            number = number * 256 + Integer.parseInt(part);
        }
        return number;
    }

    private static String address(long number) {
        return (number >> 24)
                + "."
                + (number >> 16 & 255)
                + "."
                + (number >> 8 & 255)
                + "."
                + (number & 255);
    }
}
