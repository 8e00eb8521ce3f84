package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.form.Names;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.legacy.LegacyImport;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The predecessor's rules on recorded answers: its numbers, by its own formulas, beside those that
 * the real judging path finds for the imported rules, and why they differ.
 */
class LegacyNumbersTest {

    private static final Instant BEFORE = Instant.parse("2026-11-23T19:15:00Z");
    private static final Instant TICK = Instant.parse("2026-11-23T19:30:00Z");

    // Thresholds so low that every rule tells its number.
    private static final String LEGACY =
            """
            {"settings": {"enable_health_check": false}, "rules": [
              {"id": 1, "type": "event", "name": "failures", "filter_key": "event_type", "filter_value": "request.authentication_failed", "threshold_type": "count", "threshold_count": 1, "threshold_window": 30},
              {"id": 2, "type": "event", "name": "at once", "filter_key": "event_type", "filter_value": "user.sign_in", "threshold_type": "immediate", "threshold_count": 1, "threshold_window": 10},
              {"id": 3, "type": "traffic", "name": "blocked", "pd": 2, "threshold_type": "count", "threshold_count": 1, "threshold_window": 15},
              {"id": 4, "type": "traffic", "name": "all", "pd": 3, "threshold_type": "count", "threshold_count": 1, "threshold_window": 15},
              {"id": 5, "type": "volume", "name": "volume", "pd": -1, "threshold_type": "count", "threshold_count": 1, "threshold_window": 15},
              {"id": 6, "type": "bandwidth", "name": "bandwidth", "pd": -1, "threshold_type": "count", "threshold_count": 0.0, "threshold_window": 15}
            ]}
            """;

    @TempDir Path folder;

    private final Path set = RecordedSet.folder();
    private final Map<String, JsonNode> earlier = new HashMap<>();
    private final Map<String, JsonNode> now = new HashMap<>();

    @Test
    void increments_stand_where_the_predecessor_added_up_the_totals_of_the_day() throws Exception {
        read("flows-0001.json.gz", earlier);
        read("flows-0002.json.gz", earlier);
        read("flows-0003.json.gz", now);
        Map<String, Double> ours = ours();

        assertThat(ours.get("imported/failures"))
                .as("events are counted alike")
                .isEqualTo(events("request.authentication_failed", 30));
        assertThat(ours.get("imported/at-once")).isEqualTo(events("user.sign_in", 10));
        assertThat(ours.get("imported/blocked"))
                .isEqualTo(grown(row -> is(row, "blocked"), LegacyNumbersTest::connections));
        assertThat(theirs(row -> is(row, "blocked"), LegacyNumbersTest::connections))
                .as("a burst that began within the window is counted alike")
                .isEqualTo(137)
                .isEqualTo(ours.get("imported/blocked").longValue());
        assertThat(ours.get("imported/all"))
                .isEqualTo(
                        grown(
                                row -> !row.path("state").asText().matches("active|snapshot"),
                                LegacyNumbersTest::connections));
        assertThat(theirs(row -> true, LegacyNumbersTest::connections))
                .as("their number has all of the day in it, and repeated reports")
                .isEqualTo(153_876)
                .isGreaterThan(ours.get("imported/all").longValue() * 10);
        assertThat(ours.get("imported/volume"))
                .isEqualTo(Math.floor(grown(row -> true, LegacyNumbersTest::bytes) / 1_048_576.0));
        assertThat(theirs(row -> true, LegacyNumbersTest::bytes) / 1_048_576)
                .isGreaterThan(ours.get("imported/volume").longValue());
    }

    @Test
    void bandwidth_divides_by_the_time_a_flow_grew_in_not_by_ten_minutes() throws Exception {
        read("flows-0001.json.gz", earlier);
        read("flows-0002.json.gz", earlier);
        read("flows-0003.json.gz", now);
        double theirs =
                now.values().stream()
                        .mapToDouble(row -> bytes(row) * 8 / 600.0 / 1e6)
                        .max()
                        .orElse(0);
        double ours = ours().get("imported/bandwidth");

        assertThat(theirs).isCloseTo(20.5, within(0.1));
        assertThat(ours).as("the same upload, over the quarter of an hour it took").isPositive();
        double grew =
                now.entrySet().stream()
                        .mapToDouble(
                                one ->
                                        since(
                                                one.getKey(),
                                                one.getValue(),
                                                LegacyNumbersTest::bytes))
                        .max()
                        .orElse(0);
        double seconds = grew * 8 / 1e6 / ours;
        assertThat(seconds)
                .as("seconds of growth")
                .isBetween(60.0, 15 * 60.0)
                .isNotCloseTo(600, within(1.0));
    }

    private Map<String, Double> ours() throws Exception {
        LabClock clock = new LabClock(BEFORE);
        LegacyImport imported = LegacyImport.of(LEGACY, Names.NONE);
        for (Map.Entry<String, String> file : imported.files().entrySet()) {
            Path path = folder.resolve("rules").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        try (Lab lab = Lab.recorded(set, clock).start()) {
            lab.habits().requestsPerMinute(100_000).polls(2);
            Path config = folder.resolve("monitor.yaml");
            Files.writeString(
                    config,
                    """
                    pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                    schedule: {every: 5m}
                    pull: {requests-per-minute: 100000, first-run: 1h}
                    rules: {dir: rules}
                    channels: []
                    """
                            .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
            try (Engine engine =
                    Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk())) {
                for (Instant tick : new Instant[] {BEFORE, TICK}) {
                    clock.set(tick);
                    engine.runNow(engine.cycles().get(0), RunOptions.MANUAL, Journal.none());
                }
                return told(engine);
            }
        }
    }

    private static Map<String, Double> told(Engine engine) {
        Pattern number = Pattern.compile("hq: ([0-9,.]+) .*");
        Map<String, Double> told = new HashMap<>();
        engine.store()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.createQuery(
                                                "select rule, summary from history.findings where tick = :tick")
                                        .bind("tick", TICK)
                                        .mapToMap()
                                        .forEach(
                                                row -> {
                                                    Matcher said =
                                                            number.matcher(
                                                                    String.valueOf(
                                                                            row.get("summary")));
                                                    assertThat(said.matches())
                                                            .as(row.toString())
                                                            .isTrue();
                                                    told.put(
                                                            String.valueOf(row.get("rule")),
                                                            Double.valueOf(
                                                                    said.group(1)
                                                                            .replace(",", "")));
                                                }));
        return told;
    }

    private void read(String file, Map<String, JsonNode> rows) throws Exception {
        RecordedTruth.read(set.resolve(file))
                .path("rows")
                .forEach(row -> rows.put(identity(row), row));
    }

    private static String connection(JsonNode row) {
        return row.at("/src/ip").asText()
                + " "
                + row.at("/dst/ip").asText()
                + " "
                + row.at("/service/port").asText()
                + " "
                + row.at("/service/proto").asText();
    }

    private static String identity(JsonNode row) {
        return connection(row)
                + row.path("service")
                + row.path("flow_direction")
                + row.path("state")
                + row.path("policy_decision")
                + row.path("transmission")
                + row.at("/timestamp_range/first_detected");
    }

    private static long connections(JsonNode row) {
        return row.path("num_connections").asLong();
    }

    private static long bytes(JsonNode row) {
        return row.path("dst_bi").asLong() + row.path("dst_bo").asLong();
    }

    private static boolean is(JsonNode row, String decision) {
        return row.path("policy_decision").asText().equals(decision);
    }

    /** Totals of all rows of the answer, as the predecessor added them up. */
    private long theirs(Predicate<JsonNode> wanted, ToLongFunction<JsonNode> value) {
        return now.values().stream().filter(wanted).mapToLong(value).sum();
    }

    /** What the rows grew by since the answers before, one of two reports of a connection. */
    private double grown(Predicate<JsonNode> wanted, ToLongFunction<JsonNode> value) {
        Set<String> inbound = new HashSet<>();
        for (Map<String, JsonNode> rows : java.util.List.of(earlier, now)) {
            rows.values().stream()
                    .filter(row -> !row.path("flow_direction").asText().equals("outbound"))
                    .forEach(row -> inbound.add(connection(row)));
        }
        return now.entrySet().stream()
                .filter(one -> wanted.test(one.getValue()))
                .filter(
                        one ->
                                !one.getValue().path("flow_direction").asText().equals("outbound")
                                        || !inbound.contains(connection(one.getValue())))
                .filter(
                        one ->
                                Instant.parse(
                                                one.getValue()
                                                        .at("/timestamp_range/last_detected")
                                                        .asText())
                                        .isAfter(BEFORE))
                .mapToLong(one -> since(one.getKey(), one.getValue(), value))
                .sum();
    }

    private long since(String identity, JsonNode row, ToLongFunction<JsonNode> value) {
        JsonNode before = earlier.get(identity);
        return value.applyAsLong(row) - (before == null ? 0 : value.applyAsLong(before));
    }

    private double events(String type, int minutes) throws Exception {
        double count = 0;
        for (JsonNode event : RecordedTruth.read(set.resolve("events.json"))) {
            Instant at = Instant.parse(event.path("timestamp").asText());
            boolean inside = at.isAfter(TICK.minusSeconds(minutes * 60L)) && !at.isAfter(TICK);
            count += inside && event.path("event_type").asText().equals(type) ? 1 : 0;
        }
        return count;
    }
}
