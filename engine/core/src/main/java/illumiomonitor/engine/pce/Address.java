package illumiomonitor.engine.pce;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Where things are on a PCE. A path is what follows {@code /api/v2}. */
final class Address {

    private static final String API = "/api/v2";

    private final String base;
    private final String org;

    Address(URI url, int org) {
        String text = url.toString().replaceAll("/+$", "");
        this.base = text.endsWith(API) ? text : text + API;
        this.org = "/orgs/" + org;
    }

    /**
     * The full address of a path. The host is always the configured one, so that no answer can send
     * the key elsewhere.
     */
    URI of(String path) {
        return URI.create(base + path);
    }

    /**
     * A path from an href or {@code Location}: absolute or not, with or without {@code /api/v2}.
     */
    static String path(String href) {
        String path = href.strip();
        int host = path.indexOf("://");
        if (host >= 0) {
            int slash = path.indexOf('/', host + 3);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        if (path.startsWith(API + "/")) {
            path = path.substring(API.length());
        }
        return path.startsWith("/") ? path : "/" + path;
    }

    String queries() {
        return org + "/traffic_flows/async_queries";
    }

    String events(Instant from, Instant to, int most) {
        return org
                + "/events?timestamp%5Bgte%5D="
                + encoded(Times.from(from))
                + "&timestamp%5Blte%5D="
                + encoded(Times.to(to))
                + (most > 0 ? "&max_results=" + most : "");
    }

    /** Where a list is. */
    String list(PceList list) {
        return org + list.path();
    }

    String labels() {
        return org + "/labels";
    }

    String workloads() {
        return org + "/workloads";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
