package illumiomonitor.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A plain client of the lab, which trusts everything and repeats nothing. */
final class Client {

    static final String QUERIES = "/api/v2/orgs/1/traffic_flows/async_queries";

    private final URI url;
    private final String credentials;
    private final HttpClient http;

    Client(Lab lab) {
        this(lab, lab.key(), lab.secret(), HttpClient.newHttpClient());
    }

    Client(Lab lab, String key, String secret, HttpClient http) {
        this.url = lab.url();
        this.http = http;
        this.credentials =
                Base64.getEncoder()
                        .encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    HttpResponse<byte[]> send(String method, String path, String body, String... headers)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.resolve(path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Authorization", "Basic " + credentials);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String path) throws IOException {
        return json(get(path, "Accept", "application/json"));
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        byte[] body = response.body();
        boolean packed = body.length > 1 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
        return Json.MAPPER.readTree(
                packed
                        ? new GZIPInputStream(new ByteArrayInputStream(body))
                        : new ByteArrayInputStream(body));
    }

    /** A body that asks for everything in a window. */
    static ObjectNode everything(String start, String end) {
        ObjectNode body = Json.object().put("query_name", "test " + start + " " + end);
        for (String side : List.of("sources", "destinations")) {
            ObjectNode actors = body.putObject(side);
            actors.putArray("include").addArray();
            actors.putArray("exclude");
        }
        ObjectNode services = body.putObject("services");
        services.putArray("include");
        services.putArray("exclude");
        body.put("start_date", start).put("end_date", end);
        body.putArray("policy_decisions")
                .add("allowed")
                .add("potentially_blocked")
                .add("blocked")
                .add("unknown");
        return body.put("max_results", 200_000);
    }

    HttpResponse<byte[]> create(ObjectNode body) throws IOException {
        return send(
                "POST",
                QUERIES,
                body.toString(),
                "Accept",
                "application/json",
                "Content-Type",
                "application/json");
    }

    /** Polls until the query is completed; returns it. */
    JsonNode completed(JsonNode created) throws IOException {
        JsonNode query = created;
        while (query.path("status").asText().matches("queued|working")) {
            query = json("/api/v2" + created.path("href").asText());
        }
        return query;
    }

    /** Rows of a window. */
    List<JsonNode> rows(String start, String end) throws IOException {
        return rows(everything(start, end));
    }

    List<JsonNode> rows(ObjectNode body) throws IOException {
        JsonNode query = completed(json(create(body)));
        List<JsonNode> rows = new ArrayList<>();
        json("/api/v2" + query.path("result").asText()).forEach(rows::add);
        return rows;
    }

    JsonNode events(String gte, String lte, int max) throws IOException {
        return json(
                "/api/v2/orgs/1/events?timestamp%5Bgte%5D="
                        + encoded(gte)
                        + "&timestamp%5Blte%5D="
                        + encoded(lte)
                        + "&max_results="
                        + max);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static ArrayNode array(String text) {
        try {
            return (ArrayNode) Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
