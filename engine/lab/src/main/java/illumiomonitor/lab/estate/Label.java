package illumiomonitor.lab.estate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.json.Json;

/** A label, e.g. {@code env=Prod}. */
public record Label(String href, String key, String value) {

    public ObjectNode json() {
        return Json.object().put("href", href).put("key", key).put("value", value);
    }
}
