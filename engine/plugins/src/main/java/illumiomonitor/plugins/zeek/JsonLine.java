package illumiomonitor.plugins.zeek;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** A line that is an object, alone or in a list that has one on each line. */
final class JsonLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLine() {}

    static boolean is(String line) {
        String text = line.stripLeading();
        return text.startsWith("{") || text.startsWith("[") || text.startsWith("]");
    }

    /** Whether it only begins or ends a list. */
    static boolean isBracket(String line) {
        String text = line.strip();
        return text.equals("[") || text.equals("]");
    }

    /**
     * The fields of a line.
     *
     * @throws IllegalArgumentException if it is broken
     */
    static Fields of(String line) {
        JsonNode object = read(line.strip());
        if (!object.isObject()) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        return name -> value(object, name);
    }

    private static JsonNode read(String line) {
        String text = line.startsWith("[") ? line.substring(1) : line;
        int end = text.lastIndexOf('}');
        String rest = text.substring(end + 1).strip();
        boolean whole = rest.isEmpty() || rest.equals(",") || rest.equals("]");
        try {
            return JSON.readTree(whole ? text.substring(0, end + 1) : text);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is broken JSON", e);
        }
    }

    /** Under its name, or, as other programs write it, in an object of its own. */
    private static String value(JsonNode object, String name) {
        JsonNode value = object.path(name);
        int dot = name.indexOf('.');
        if (value.isMissingNode() && dot > 0) {
            value = object.path(name.substring(0, dot)).path(name.substring(dot + 1));
        }
        String text = value.isNull() ? "" : value.asText("");
        return text.equals("-") || text.equals("(empty)") ? "" : text;
    }
}
