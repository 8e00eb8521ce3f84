package illumiomonitor.lab.estate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.http.Habits;
import illumiomonitor.lab.http.Reply;
import illumiomonitor.lab.http.Request;
import illumiomonitor.lab.http.Router;
import illumiomonitor.lab.json.Json;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collections that are made off line: pending, running, done, fetched. Thread-safe. */
public final class Jobs {

    private static final String PATH = "/orgs/1/jobs";

    private static final class Job {
        private final String description;
        private final ArrayNode rows;
        private final @Nullable String failure;
        private final String requestedAt;
        private int polls;

        Job(String description, ArrayNode rows, @Nullable String failure, String requestedAt) {
            this.description = description;
            this.rows = rows;
            this.failure = failure;
            this.requestedAt = requestedAt;
        }
    }

    private final Habits habits;
    private final Clock clock;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private int started;
    private @Nullable String nextFailure;

    public Jobs(Habits habits, Clock clock) {
        this.habits = habits;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.on("GET", PATH + "/{id}", (request, id) -> poll(id));
        router.on("DELETE", PATH + "/{id}", (request, id) -> delete(id));
        router.on("GET", "/orgs/1/datafiles/{id}", (request, id) -> file(id));
    }

    /** The next job fails and says this. */
    public synchronized void failNext(String message) {
        nextFailure = message;
    }

    /** How many jobs have not been deleted. */
    public synchronized int alive() {
        return jobs.size();
    }

    synchronized Reply start(Request request, ArrayNode rows) {
        String id = Json.uuid("job " + ++started);
        jobs.put(id, new Job("/api/v2" + request.path(), rows, nextFailure, pceTime()));
        nextFailure = null;
        Reply reply = Reply.of(202).header("Location", location(request, PATH + "/" + id));
        String after = habits.jobRetryAfter();
        return after.isEmpty() ? reply : reply.header("Retry-After", after);
    }

    private String location(Request request, String href) {
        return switch (habits.location()) {
            case RELATIVE -> href;
            case WITH_API_PREFIX -> "/api/v2" + href;
            case ABSOLUTE -> "http://" + request.header("Host") + "/api/v2" + href;
        };
    }

    private synchronized Reply poll(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            return Reply.error(404, "not_found_error", "No such job: " + id);
        }
        job.polls++;
        ObjectNode node = Json.object().put("href", PATH + "/" + id);
        node.put("job_type", ":illumio/async_requests").put("description", job.description);
        ObjectNode result = node.putObject("result");
        node.put("status", status(job, id, result)).put("requested_at", job.requestedAt);
        node.put("terminated_at", job.polls < 3 ? null : pceTime());
        return Reply.json(200, node);
    }

    private static String status(Job job, String id, ObjectNode result) {
        if (job.polls < 3) {
            return job.polls == 1 ? "pending" : "running";
        }
        if (job.failure != null) {
            result.put("message", job.failure);
            return "failed";
        }
        result.put("href", "/orgs/1/datafiles/" + id);
        return "done";
    }

    private synchronized Reply file(String id) {
        Job job = jobs.get(id);
        return job == null || job.polls < 3
                ? Reply.error(404, "not_found_error", "No such datafile: " + id)
                : Reply.json(200, job.rows);
    }

    private synchronized Reply delete(String id) {
        return jobs.remove(id) == null
                ? Reply.error(404, "not_found_error", "No such job: " + id)
                : Reply.of(204);
    }

    /** Without a zone, unlike every other time of the PCE. */
    private String pceTime() {
        return clock.instant().toString().replace('T', ' ').replace("Z", "");
    }
}
