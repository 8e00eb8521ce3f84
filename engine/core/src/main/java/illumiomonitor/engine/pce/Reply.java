package illumiomonitor.engine.pce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * A small answer that was a success.
 *
 * @param status 2xx
 * @param json missing when there was no body
 */
record Reply(int status, HttpHeaders headers, JsonNode json) {

    static final int MOST_BYTES = 64 << 20;

    /** For answers that are worth nothing unless they are JSON or empty. */
    static Reply strict(int status, HttpHeaders headers, InputStream in) throws IOException {
        byte[] body = Sniff.open(in).readNBytes(MOST_BYTES);
        try {
            return new Reply(status, headers, tree(body));
        } catch (JsonProcessingException e) {
            throw new BrokenJson("is not JSON: " + ErrorText.of(body));
        }
    }

    /**
     * For requests that are done whatever the answer's body is: one that is no JSON counts as none.
     */
    static Reply lenient(int status, HttpHeaders headers, InputStream in) throws IOException {
        byte[] body = Sniff.open(in).readNBytes(MOST_BYTES);
        try {
            return new Reply(status, headers, tree(body));
        } catch (JsonProcessingException e) {
            return new Reply(status, headers, MissingNode.getInstance());
        }
    }

    Optional<String> header(String name) {
        return headers.firstValue(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static JsonNode tree(byte[] body) throws IOException {
        for (byte each : body) {
            if (each > ' ' || each < 0) {
                return Json.MAPPER.readTree(body);
            }
        }
        return MissingNode.getInstance();
    }
}
