package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A label of the PCE.
 *
 * @param href its id
 * @param key dimension, e.g. {@code env}
 * @param value e.g. {@code Prod}
 */
public record LabelRef(String href, String key, String value) {

    static LabelRef of(JsonNode node) {
        return new LabelRef(
                Json.text(node, "href"), Json.text(node, "key"), Json.text(node, "value"));
    }
}
