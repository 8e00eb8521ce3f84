package illumiomonitor.engine.legacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A configuration as written, with the line of each key. */
final class LegacyFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;
    private final Map<String, Integer> lines = new HashMap<>();

    private LegacyFile(JsonNode root) {
        this.root = root;
    }

    /**
     * @throws IllegalArgumentException with the line if it is no JSON object
     */
    static LegacyFile read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root == null || !root.isObject()) {
                throw new IllegalArgumentException(
                        "line 1: this is no configuration: it must be a JSON object");
            }
            LegacyFile file = new LegacyFile(root);
            try (JsonParser parser = JSON.createParser(text)) {
                parser.nextToken();
                file.locate(parser, "");
            }
            return file;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            // What Jackson quotes may hold a secret.
            throw new IllegalArgumentException("line " + line + ": this is no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void locate(JsonParser parser, String path) throws IOException {
        lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr());
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                String below = path.isEmpty() ? key : path + "." + key;
                parser.nextToken();
                locate(parser, below);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int n = 0; parser.nextToken() != JsonToken.END_ARRAY; n++) {
                locate(parser, path + "[" + n + "]");
            }
        }
    }

    JsonNode root() {
        return root;
    }

    JsonNode at(String section) {
        return root.path(section);
    }

    int line(String key) {
        // A filter below "filters" is named as if it stood in the rule itself.
        String filter = key.replaceFirst("^(rules\\[\\d+])\\.", "$1.filters.");
        String rule = key.replaceFirst("\\..*", "");
        return lines.getOrDefault(key, lines.getOrDefault(filter, lines.getOrDefault(rule, 0)));
    }

    Remark remark(String key, String text) {
        return new Remark(key, line(key), text);
    }

    /** Whether illumio-ops wrote it, whose rules may say more than those of illumio_monitor. */
    boolean isOps() {
        for (String section : new String[] {"web_gui", "pce_cache", "siem", "rule_scheduler"}) {
            if (root.has(section)) {
                return true;
            }
        }
        for (JsonNode rule : root.path("rules")) {
            boolean newer =
                    rule.has("throttle")
                            || rule.has("match_fields")
                            || rule.has("filters")
                            || rule.has("enabled")
                            || rule.path("type").asText().equals("system");
            if (newer || rule.path("id").isTextual()) {
                return true;
            }
        }
        return false;
    }
}
