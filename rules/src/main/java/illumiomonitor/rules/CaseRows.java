package illumiomonitor.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills rows of one case up with the file's defaults, and writes out rows that repeat. All kinds of
 * rows share one room: a few lines could otherwise fill the memory of whoever tries them.
 */
final class CaseRows {

    private static final String REPEAT = "repeat";
    private static final int MOST = 100_000;
    private static final String NUMBER = "{n}";

    /** Letters of all rows, a field counting as some. */
    private static final long MOST_LETTERS = 20_000_000;

    private static final int FIELD = 8;

    private long rows;
    private long letters;

    /**
     * Hands on row by row. A row that says {@code repeat: 3} stands three times, {@code {n}}
     * counting from 1.
     *
     * @throws IllegalArgumentException if the case has too many rows, or too long ones; none of
     *     those that are too many is made
     */
    void each(
            @Nullable List<ObjectNode> written,
            @Nullable ObjectNode defaults,
            Consumer<ObjectNode> use) {
        for (ObjectNode row : written == null ? List.<ObjectNode>of() : written) {
            // A dash with nothing behind it.
            if (row == null) {
                throw new IllegalArgumentException(
                        "a row has no fields: write some, such as {}, or take its dash away");
            }
            long times = Math.max(0, row.path(REPEAT).asLong(1));
            ObjectNode one = row.objectNode();
            if (defaults != null) {
                one.setAll(defaults);
            }
            one.setAll(row);
            one.remove(REPEAT);
            make(one, times);
            for (int n = 1; n <= times; n++) {
                use.accept(counted(one, n));
            }
        }
    }

    private void make(ObjectNode row, long times) {
        if (times > MOST - rows) {
            throw new IllegalArgumentException(
                    "a case has more than " + MOST + " rows: repeat them less often");
        }
        rows += times;
        letters += times * letters(row, String.valueOf(times).length());
        if (letters > MOST_LETTERS) {
            throw new IllegalArgumentException(
                    "the rows of a case have more than "
                            + MOST_LETTERS
                            + " letters: repeat them less often, or let them say less");
        }
    }

    /** How long a row becomes at most, with a number of so many digits in place. */
    private static long letters(JsonNode node, int digits) {
        long letters = FIELD;
        if (node.isTextual()) {
            String text = node.asText();
            letters += text.length();
            for (int at = text.indexOf(NUMBER); at >= 0; at = text.indexOf(NUMBER, at + 1)) {
                letters += digits;
            }
        }
        for (JsonNode nested : node) {
            letters += letters(nested, digits);
        }
        return letters;
    }

    /** The row with its number in place, also in what it nests, such as labels. */
    private static ObjectNode counted(ObjectNode row, int n) {
        ObjectNode counted = row.objectNode();
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            JsonNode value = field.getValue();
            if (value instanceof ObjectNode nested) {
                counted.set(field.getKey(), counted(nested, n));
            } else if (value.isTextual() && value.asText().contains(NUMBER)) {
                String text = value.asText().replace(NUMBER, String.valueOf(n));
                counted.set(field.getKey(), TextNode.valueOf(text));
            } else {
                counted.set(field.getKey(), value);
            }
        }
        return counted;
    }
}
