package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads texts, times and numbers from stretches of JSON; the same stretch gives the same object.
 */
final class Scalars {

    private final SliceCache<String> texts = new SliceCache<>(4 << 20);
    private final SliceCache<Instant> times = new SliceCache<>(8 << 20);

    /** The key of a member. */
    String key(Members of) throws Unreadable {
        return text(of.bytes(), of.keyFrom(), of.keyTo());
    }

    /** The value of a member, for values that come again and again. */
    String text(Members of) throws Unreadable {
        return text(of.bytes(), of.from(), of.to());
    }

    /** The value of a member, for values that hardly come again. */
    static String rareText(Members of) throws Unreadable {
        return decode(of.bytes(), of.from(), of.to());
    }

    /** Empty for null; a number or word as written; of an object its name. */
    String text(byte[] in, int from, int to) throws Unreadable {
        String known = texts.get(in, from, to);
        return known != null ? known : texts.put(in, from, to, decode(in, from, to));
    }

    Instant time(byte[] in, int from, int to) throws Unreadable {
        Instant known = times.get(in, from, to);
        if (known != null) {
            return known;
        }
        String text = decode(in, from, to);
        Optional<Instant> time = Times.parse(text);
        if (time.isEmpty()) {
            throw new Unreadable("has \"" + ErrorText.brief(text) + "\" for a time");
        }
        return times.put(in, from, to, time.get());
    }

    /** A whole number, plain or in quotes; null is 0. */
    long number(byte[] in, int from, int to) throws Unreadable {
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = in[at] - '0';
            if (digit < 0 || digit > 9 || to - from > 18) {
                return oddNumber(in, from, to);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private long oddNumber(byte[] in, int from, int to) throws Unreadable {
        String text = text(in, from, to).strip();
        try {
            return text.isEmpty() ? 0 : Math.round(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new Unreadable("has \"" + ErrorText.brief(text) + "\" for a number");
        }
    }

    private static String decode(byte[] in, int from, int to) throws Unreadable {
        if (in[from] == '"' && isPlain(in, from + 1, to - 1)) {
            return new String(in, from + 1, to - from - 2, StandardCharsets.UTF_8);
        }
        JsonNode tree = tree(in, from, to);
        return tree.isObject()
                ? Json.either(Json.text(tree, "name"), Json.text(tree, "href"))
                : Json.text(tree);
    }

    static JsonNode tree(byte[] in, int from, int to) throws Unreadable {
        try {
            return Json.MAPPER.readTree(in, from, to - from);
        } catch (IOException e) {
            throw new Unreadable("is not JSON");
        }
    }

    private static boolean isPlain(byte[] in, int from, int to) {
        for (int at = from; at < to; at++) {
            if (in[at] == '\\' || in[at] >= 0 && in[at] < ' ') {
                return false;
            }
        }
        return true;
    }
}
