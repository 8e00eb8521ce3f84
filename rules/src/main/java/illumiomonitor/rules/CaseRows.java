package illumiomonitor.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills rows up with the file's defaults, and writes out rows that repeat. */
final class CaseRows {

    private static final String REPEAT = "repeat";
    private static final int MOST = 100_000;
    private static final String NUMBER = "{n}";

    private CaseRows() {}

    /** A row that says {@code repeat: 3} stands three times, {@code {n}} counting from 1. */
    static List<ObjectNode> of(@Nullable List<ObjectNode> rows, @Nullable ObjectNode defaults) {
        List<ObjectNode> filled = new ArrayList<>();
        for (ObjectNode row : rows == null ? List.<ObjectNode>of() : rows) {
            // A dash with nothing behind it.
            if (row == null) {
                throw new IllegalArgumentException(
                        "a row has no fields: write some, such as {}, or take its dash away");
            }
            int times = row.path(REPEAT).asInt(1);
            if ((long) filled.size() + times > MOST) {
                throw new IllegalArgumentException(
                        "a case has more than " + MOST + " rows: repeat them less often");
            }
            for (int n = 1; n <= times; n++) {
                ObjectNode one = row.objectNode();
                if (defaults != null) {
                    one.setAll(defaults);
                }
                one.setAll(row);
                one.remove(REPEAT);
                filled.add(counted(one, n));
            }
        }
        return filled;
    }

    private static ObjectNode counted(ObjectNode row, int n) {
        ObjectNode counted = row.deepCopy();
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            if (field.getValue().isTextual() && field.getValue().asText().contains(NUMBER)) {
                String text = field.getValue().asText().replace(NUMBER, String.valueOf(n));
                counted.set(field.getKey(), TextNode.valueOf(text));
            }
        }
        return counted;
    }
}
