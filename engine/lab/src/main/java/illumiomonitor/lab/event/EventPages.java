package illumiomonitor.lab.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.http.Habits;
import illumiomonitor.lab.http.Reply;
import illumiomonitor.lab.http.Request;
import illumiomonitor.lab.http.Router;
import illumiomonitor.lab.json.Json;
import illumiomonitor.lab.traffic.RowStyle;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /orgs/1/events}: newest first, cut at the cap without a sign. */
public final class EventPages {

    private static final int DEFAULT_RESULTS = 100;

    private final Events events;
    private final RowStyle style;
    private final Habits habits;
    private final Clock clock;

    public EventPages(Events events, RowStyle style, Habits habits, Clock clock) {
        this.events = events;
        this.style = style;
        this.habits = habits;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.on("GET", "/orgs/1/events", (request, id) -> list(request));
        router.on("GET", "/orgs/1/events/{id}", (request, id) -> one("/orgs/1/events/" + id));
    }

    private Reply list(Request request) {
        Instant now = clock.instant();
        try {
            Instant from = instant(request.param("timestamp[gte]"), Instant.EPOCH);
            Instant to = instant(request.param("timestamp[lte]"), now);
            int max = max(request.param("max_results"));
            if (max < 1 || max > habits.eventsCap()) {
                return Reply.error(
                        406,
                        "input_validation_error",
                        "Input validation failed. Details: {max_results must be 1 to %d}"
                                .formatted(habits.eventsCap()));
            }
            return Reply.json(200, newest(fitting(request, from, to, now), max));
        } catch (DateTimeParseException e) {
            return Reply.error(
                    406, "invalid_timestamp", "Invalid timestamp: " + e.getParsedString());
        } catch (NumberFormatException e) {
            return Reply.error(406, "invalid_argument", "max_results is not a number");
        }
    }

    private List<LabEvent> fitting(Request request, Instant from, Instant to, Instant now) {
        return events.between(from, to, style.knowledge().asOf(now, to)).stream()
                .filter(e -> fits(e.body(), "event_type", request.param("event_type")))
                .filter(e -> fits(e.body(), "severity", request.param("severity")))
                .filter(e -> fits(e.body(), "status", request.param("status")))
                .toList();
    }

    private static boolean fits(ObjectNode event, String field, @Nullable String wanted) {
        return wanted == null || event.path(field).asText().equals(wanted);
    }

    private static ArrayNode newest(List<LabEvent> oldestFirst, int max) {
        List<LabEvent> newestFirst = new ArrayList<>(oldestFirst);
        Collections.reverse(newestFirst);
        ArrayNode array = Json.array();
        newestFirst.stream().limit(max).forEach(event -> array.add(event.body()));
        return array;
    }

    private Reply one(String href) {
        Instant now = clock.instant();
        return events.between(Instant.EPOCH, now, now).stream()
                .filter(event -> event.body().path("href").asText().equals(href))
                .findFirst()
                .map(event -> Reply.json(200, event.body()))
                .orElseGet(() -> Reply.error(404, "not_found_error", "No such event"));
    }

    private static Instant instant(@Nullable String text, Instant otherwise) {
        return text == null ? otherwise : OffsetDateTime.parse(text).toInstant();
    }

    private static int max(@Nullable String text) {
        return text == null ? DEFAULT_RESULTS : Integer.parseInt(text);
    }
}
