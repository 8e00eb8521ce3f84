package illumiomonitor.engine.pce;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a PCE.
 *
 * @param path after {@code /api/v2}
 * @param json body, null for none
 * @param headers besides those that every request carries
 */
record Call(String method, String path, @Nullable String json, Map<String, String> headers) {

    static Call get(String path) {
        return new Call("GET", path, null, Map.of());
    }

    static Call delete(String path) {
        return new Call("DELETE", path, null, Map.of());
    }

    static Call post(String path, String json) {
        return new Call("POST", path, json, Map.of());
    }

    static Call put(String path, String json) {
        return new Call("PUT", path, json, Map.of());
    }

    Call with(String header, String value) {
        return new Call(method, path, json, Map.of(header, value));
    }
}
