package illumiomonitor.lab.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Single checks of a request body, each with the error a PCE answers. */
final class Check {

    private Check() {}

    static JsonNode required(JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            throw Invalid.schema(
                    "The property '#/' did not contain a required property of '" + name + "'");
        }
        return value;
    }

    static JsonNode object(JsonNode node, String place) {
        if (!node.isObject()) {
            throw wrongType(place, node, "object");
        }
        return node;
    }

    static JsonNode array(@Nullable JsonNode node, String place) {
        if (node == null || !node.isArray()) {
            throw wrongType(place, node, "array");
        }
        return node;
    }

    static String text(@Nullable JsonNode node, String place) {
        if (node == null || !node.isTextual()) {
            throw wrongType(place, node, "string");
        }
        return node.asText();
    }

    static int integer(@Nullable JsonNode node, String place, int least, int most) {
        if (node == null || !node.isIntegralNumber()) {
            throw wrongType(place, node, "integer");
        }
        if (node.asLong() > most) {
            throw Invalid.schema(
                    "The property '%s' did not have a maximum value of %d, inclusively"
                            .formatted(place, most));
        }
        if (node.asLong() < least) {
            throw Invalid.schema(
                    "The property '%s' did not have a minimum value of %d, inclusively"
                            .formatted(place, least));
        }
        return node.asInt();
    }

    static void onlyKeys(JsonNode object, String place, Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw Invalid.schema(
                        "The property '%s' contains additional properties [\"%s\"]"
                                .formatted(place, name));
            }
        }
    }

    static Set<String> words(@Nullable JsonNode node, String place, Set<String> known) {
        Set<String> words = new LinkedHashSet<>();
        for (JsonNode word : array(node, place)) {
            if (!known.contains(text(word, place))) {
                throw Invalid.schema(
                        "The property '%s' value \"%s\" did not match one of the following values: %s"
                                .formatted(place, word.asText(), String.join(", ", known)));
            }
            words.add(word.asText());
        }
        return words;
    }

    /** A date with time and zone; anything less is refused. */
    static Instant instant(JsonNode node, String field) {
        try {
            return OffsetDateTime.parse(text(node, "#/" + field)).toInstant();
        } catch (DateTimeParseException e) {
            throw (Invalid) Invalid.timestamp(field, node.asText()).initCause(e);
        }
    }

    private static Invalid wrongType(String place, @Nullable JsonNode node, String wanted) {
        String is = node == null ? "null" : node.getNodeType().name().toLowerCase(Locale.ROOT);
        return Invalid.schema(
                "The property '%s' of type %s did not match the following type: %s"
                        .formatted(place, is, wanted));
    }
}
