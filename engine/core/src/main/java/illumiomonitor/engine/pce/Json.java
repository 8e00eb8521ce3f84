package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON trees whose parts may be absent or null. */
final class Json {

    static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Json() {}

    /** A text or number as text; empty when absent, null or no scalar. */
    static String text(JsonNode node, String key) {
        return text(node.path(key));
    }

    static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText("");
    }

    /** A whole number, or the default when absent, null or no number. */
    static long number(JsonNode node, String key, long otherwise) {
        JsonNode value = node.path(key);
        return value.isTextual() || value.isNumber() ? value.asLong(otherwise) : otherwise;
    }

    /** The first of two texts that says something. */
    static String either(String one, String other) {
        return one.isBlank() ? other : one;
    }
}
