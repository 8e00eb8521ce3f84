package illumiomonitor.lab.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds who answers a path. Routes are laid before the first request. */
public final class Router implements Handler {

    /** Answers a request whose path has one variable part, empty when it has none. */
    @FunctionalInterface
    public interface Page {
        Reply answer(Request request, String id);
    }

    private record Route(String method, Pattern path, Page page) {}

    private final List<Route> routes = new ArrayList<>();

    /**
     * Lays a route.
     *
     * @param path as written, with {@code {id}} for a part that varies
     */
    public Router on(String method, String path, Page page) {
        String[] parts = path.split("\\{id}", -1);
        StringBuilder pattern = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            pattern.append("([^/]+)").append(Pattern.quote(parts[i]));
        }
        routes.add(new Route(method, Pattern.compile(pattern.toString()), page));
        return this;
    }

    @Override
    public Reply answer(Request request) {
        boolean known = false;
        for (Route route : routes) {
            Matcher path = route.path.matcher(request.path());
            if (path.matches()) {
                known = true;
                if (route.method.equals(request.method())) {
                    return route.page.answer(request, path.groupCount() > 0 ? path.group(1) : "");
                }
            }
        }
        return known
                ? Reply.error(405, "method_not_allowed_error", request.method() + " not allowed")
                : Reply.error(404, "not_found_error", "No such path: " + request.path());
    }
}
