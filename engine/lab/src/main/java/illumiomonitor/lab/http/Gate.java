package illumiomonitor.lab.http;

import java.util.Set;

/** Lets in who may come in: known version, known key, own organisation, within the budget. */
final class Gate implements Handler {

    private static final String API = "/api/v2";
    private static final Set<String> OPEN = Set.of("/node_available", "/supercluster/leader");

    private final Keys keys;
    private final Habits habits;
    private final Budget budget = new Budget(System::nanoTime);
    private final Handler inside;

    Gate(Keys keys, Habits habits, Handler inside) {
        this.keys = keys;
        this.habits = habits;
        this.inside = inside;
    }

    @Override
    public Reply answer(Request request) {
        if (!request.path().startsWith(API + "/")) {
            return Reply.error(404, "not_found_error", "No such path: " + request.path());
        }
        Request inner = request.withPath(request.path().substring(API.length()));
        if (OPEN.contains(inner.path())) {
            return inside.answer(inner);
        }
        if (!keys.knows(request)) {
            return Reply.of(401);
        }
        if (!budget.spend(request.user(), habits.requestsPerMinute())) {
            return tooMany();
        }
        if (keys.forbids(request) || isOtherOrg(inner.path())) {
            return Reply.error(403, "forbidden_error", "You are not allowed to do this");
        }
        return inside.answer(inner);
    }

    private Reply tooMany() {
        Reply reply = Reply.error(429, "too_many_requests_error", "Request budget exceeded");
        String after = habits.retryAfter();
        return after.isEmpty() ? reply : reply.header("Retry-After", after);
    }

    private static boolean isOtherOrg(String path) {
        return path.startsWith("/orgs/") && !path.startsWith("/orgs/1/");
    }
}
