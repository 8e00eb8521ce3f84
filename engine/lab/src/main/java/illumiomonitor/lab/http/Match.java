package illumiomonitor.lab.http;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The requests that tests speak about. */
public final class Match {

    private static final String QUERIES = ".*/traffic_flows/async_queries";

    private Match() {}

    public static Predicate<Request> any() {
        return request -> true;
    }

    /** Requests of a method whose whole path, {@code /api/v2} included, fits a pattern. */
    public static Predicate<Request> of(String method, String pathPattern) {
        Pattern path = Pattern.compile(pathPattern);
        return request -> request.method().equals(method) && path.matcher(request.path()).matches();
    }

    /** Creating a traffic query. */
    public static Predicate<Request> create() {
        return of("POST", QUERIES);
    }

    /** Asking for the state of one traffic query. */
    public static Predicate<Request> poll() {
        return of("GET", QUERIES + "/[^/]+");
    }

    public static Predicate<Request> download() {
        return of("GET", QUERIES + "/[^/]+/download");
    }

    /** Removing a traffic query. */
    public static Predicate<Request> delete() {
        return of("DELETE", QUERIES + "/[^/]+");
    }

    public static Predicate<Request> events() {
        return of("GET", ".*/events");
    }

    public static Predicate<Request> health() {
        return of("GET", ".*/health");
    }

    public static Predicate<Request> nodeAvailable() {
        return of("GET", ".*/node_available");
    }

    public static Predicate<Request> version() {
        return of("GET", ".*/product_version");
    }

    public static Predicate<Request> workloads() {
        return of("GET", ".*/workloads");
    }

    public static Predicate<Request> labels() {
        return of("GET", ".*/labels");
    }
}
