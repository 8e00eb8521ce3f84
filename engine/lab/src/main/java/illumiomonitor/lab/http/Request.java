package illumiomonitor.lab.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks.
 *
 * @param method upper case
 * @param path decoded, without the query
 * @param params the query's parameters, decoded; the first of each name
 * @param headers names in lower case
 * @param body empty when there is none
 */
public record Request(
        String method,
        String path,
        Map<String, String> params,
        Map<String, String> headers,
        String body) {

    static Request of(String method, String target, Map<String, String> headers, String body) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        return new Request(method, decoded(path), params(query), headers, body);
    }

    private static Map<String, String> params(String query) {
        Map<String, String> params = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!name.isEmpty()) {
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                params.putIfAbsent(decoded(name), decoded(value));
            }
        }
        return params;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public @Nullable String param(String name) {
        return params.get(name);
    }

    /** A header's value, empty when absent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The name in the Basic credentials, empty without any. */
    public String user() {
        String credentials = credentials();
        int colon = credentials.indexOf(':');
        return colon < 0 ? "" : credentials.substring(0, colon);
    }

    /** What stands behind the name in the Basic credentials, empty without any. */
    String secret() {
        String credentials = credentials();
        return credentials.substring(credentials.indexOf(':') + 1);
    }

    private String credentials() {
        String header = header("Authorization");
        if (!header.startsWith("Basic ")) {
            return "";
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()));
            return new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    Request withPath(String other) {
        return new Request(method, other, params, headers, body);
    }

    /** The body as JSON, null when it is none. */
    public @Nullable JsonNode json() {
        try {
            JsonNode node = Json.MAPPER.readTree(body);
            return node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
