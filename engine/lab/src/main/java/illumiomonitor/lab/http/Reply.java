package illumiomonitor.lab.http;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What the server answers. Immutable. */
public final class Reply {

    private final int status;
    private final Map<String, String> headers;
    private final @Nullable Body body;
    private final Delivery delivery;
    private final boolean packed;

    private Reply(
            int status,
            Map<String, String> headers,
            @Nullable Body body,
            Delivery delivery,
            boolean packed) {
        this.packed = packed;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delivery = delivery;
    }

    /** A status without a body. */
    public static Reply of(int status) {
        return new Reply(status, Map.of(), null, Delivery.WHOLE, false);
    }

    public static Reply json(int status, JsonNode node) {
        return of(status).body("application/json", Json.bytes(node));
    }

    /** The usual error body. */
    public static Reply error(int status, String token, String message) {
        return json(status, Json.error(token, message));
    }

    public Reply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, delivery, packed);
    }

    public Reply body(String type, byte[] bytes) {
        return body(type, out -> out.write(bytes));
    }

    public Reply body(String type, Body written) {
        return new Reply(status, headers, written, delivery, false).header("Content-Type", type);
    }

    /** A body that is gzip already. */
    public Reply packed(String type, Body gzip) {
        return new Reply(status, headers, gzip, delivery, true)
                .header("Content-Type", type)
                .header("Content-Encoding", "gzip");
    }

    public Reply html(String text) {
        return body("text/html", text.getBytes(StandardCharsets.UTF_8));
    }

    Reply delivered(Delivery how) {
        return new Reply(status, headers, body, how, packed);
    }

    /** The same reply, compressed; {@code declared} says whether a header tells so. */
    public Reply gzip(boolean declared) {
        Body plain = body;
        if (plain == null || packed) {
            return this;
        }
        Reply packed = new Reply(status, headers, out -> pack(plain, out), delivery, true);
        return declared ? packed.header("Content-Encoding", "gzip") : packed;
    }

    private static void pack(Body plain, OutputStream out) throws IOException {
        GZIPOutputStream gzip = new FastGzip(out);
        plain.writeTo(gzip);
        gzip.finish();
    }

    public int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable Body body() {
        return body;
    }

    Delivery delivery() {
        return delivery;
    }
}
