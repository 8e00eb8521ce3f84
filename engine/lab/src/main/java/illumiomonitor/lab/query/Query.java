package illumiomonitor.lab.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One traffic query and where it is in its life. Guarded by {@link Queries}. */
final class Query {

    final String id;
    final String owner;
    final Question question;
    final Instant createdAt;
    final FlowSource.Answer answer;
    final @Nullable QueryTrouble trouble;
    private final JsonNode echo;
    private Instant updatedAt;
    private String status = "queued";
    private int polls;
    private String rules = "";
    int downloads;

    Query(
            String id,
            String owner,
            Question question,
            JsonNode echo,
            Instant createdAt,
            FlowSource.Answer answer,
            @Nullable QueryTrouble trouble) {
        this.id = id;
        this.owner = owner;
        this.question = question;
        this.echo = echo;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.answer = answer;
        this.trouble = trouble;
    }

    String href() {
        return Queries.PATH + "/" + id;
    }

    String status() {
        return status;
    }

    boolean isOver() {
        return !status.equals("queued")
                && !status.equals("working")
                && !status.equals("cancel_requested");
    }

    /** Takes one more step of its life, as the PCE's workers would between two polls. */
    void poll(int pollsNeeded, boolean workerFree, Instant now) {
        polls++;
        if (isOver()) {
            rules = rules.isEmpty() ? "" : "completed";
            return;
        }
        updatedAt = now;
        if (status.equals("cancel_requested")) {
            status = "cancelled";
        } else if (!workerFree) {
            status = "queued";
        } else if (polls < pollsNeeded || trouble == QueryTrouble.STUCK) {
            status = polls == 1 && pollsNeeded > 2 ? "queued" : "working";
        } else {
            status = end();
        }
    }

    private String end() {
        if (trouble == null) {
            return "completed";
        }
        return switch (trouble) {
            case FAILED -> "failed";
            case KILLED -> "killed";
            case TIMEOUT -> "timeout";
            case CANCELLED -> "canceled";
            case UNKNOWN_STATE -> "pondering";
            default -> "completed";
        };
    }

    boolean hasVanished() {
        return trouble == QueryTrouble.VANISHES && polls >= 2;
    }

    /** Begins to compute what the draft policy would do. */
    void draft() {
        rules = "working";
    }

    boolean hasDraft() {
        return rules.equals("completed");
    }

    void cancel() {
        if (!isOver()) {
            status = "cancel_requested";
        }
    }

    ObjectNode json(long flowsCount) {
        ObjectNode node = Json.object().put("href", href()).put("status", status);
        if (status.equals("completed") && trouble != QueryTrouble.NO_RESULT_LINK) {
            node.put("matches_count", answer.matches()).put("flows_count", flowsCount);
            node.put("result", href() + "/download");
        }
        if (trouble == QueryTrouble.REGION_MISSING && status.equals("completed")) {
            regions(node, flowsCount);
        }
        if (!rules.isEmpty()) {
            node.put("rules", rules);
        }
        node.putObject("created_by").put("href", "/users/7");
        node.set("query_parameters", echo);
        return node.put("created_at", Json.seconds(createdAt))
                .put("updated_at", Json.seconds(updatedAt));
    }

    private void regions(ObjectNode node, long flowsCount) {
        node.putArray("regions")
                .add(region("pce-a.lab.test", true, flowsCount))
                .add(region("pce-b.lab.test", false, 0));
    }

    private static ObjectNode region(String fqdn, boolean responded, long rows) {
        return Json.object()
                .put("pce_fqdn", fqdn)
                .put("responded", responded)
                .put("matches_count", rows)
                .put("flows_count", rows);
    }
}
