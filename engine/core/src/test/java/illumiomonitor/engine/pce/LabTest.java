package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import illumiomonitor.engine.config.Config;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Habits;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.query.QueryTrouble;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The client against the lab, which was made without knowing the client. */
class LabTest {

    private static final TimeWindow WINDOW =
            new TimeWindow(Given.EIGHT.minusSeconds(7200), Given.EIGHT);

    @TempDir Path folder;
    private final LabClock clock = new LabClock(Given.EIGHT);
    private final Lab lab = Lab.empty(clock).start();
    private final List<FlowRow> rows = new ArrayList<>();
    private PceClient client;

    @BeforeEach
    void traffic() {
        lab.habits().requestsPerMinute(100_000);
        lab.estate().workload("web-1", "10.0.0.5", "role=Web", "env=Prod");
        for (int i = 0; i < 60; i++) {
            lab.traffic()
                    .add(
                            Connection.of("10.0.0.5", "10.0.1." + i, 445)
                                    .at(Given.EIGHT.minusSeconds(3600 + i))
                                    .count(i + 1L)
                                    .blocked());
        }
        client = client(lab, clock, folder);
    }

    @AfterEach
    void close() {
        client.close();
        lab.close();
    }

    static PceClient client(Lab lab, LabClock clock, Path folder) {
        return client(lab, clock, folder, Given.FAST);
    }

    static PceClient client(Lab lab, LabClock clock, Path folder, Pace pace) {
        Config.Pce pce = LabPce.of(lab);
        return new PceClient(pce, Given.pull(Duration.ofSeconds(20), false), clock, folder, pace);
    }

    private FlowAnswer ask() throws SourceException, InterruptedException {
        rows.clear();
        return client.flows(FlowQuery.of(WINDOW, 200_000), rows::add);
    }

    private void nothingIsMissing(FlowAnswer answer) {
        assertThat(answer.missing()).isEmpty();
        assertThat(answer.truncated()).isFalse();
        assertThat(rows.stream().mapToLong(FlowRow::connections).sum()).isEqualTo(60 * 61 / 2);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.src().labels()).containsEntry("role", "Web"));
    }

    @Test
    void traffic_is_read_whole_and_nothing_stays_behind() throws Exception {
        nothingIsMissing(ask());

        assertThat(lab.queries().alive()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"REGION_MISSING", "STUCK", "FILE_NEVER", "STALE"})
    void trouble_with_one_query_is_overcome(QueryTrouble trouble) throws Exception {
        lab.queries().next(trouble);

        nothingIsMissing(ask());

        await().until(() -> lab.queries().alive().isEmpty());
    }

    @Test
    void a_missing_region_is_told() throws Exception {
        lab.queries().next(QueryTrouble.REGION_MISSING);

        assertThat(ask().missing()).startsWith("no answer from ");
    }

    @Test
    void a_file_that_never_comes_is_an_error() {
        lab.queries().next(QueryTrouble.FILE_NEVER);

        assertThatThrownBy(this::ask).isInstanceOf(SourceException.class);
        assertThat(lab.queries().alive()).isEmpty();
    }

    @Test
    void every_kind_of_request_may_fail_twice_in_each_way() throws Exception {
        for (var which : List.of(Match.create(), Match.poll(), Match.download(), Match.delete())) {
            lab.faults().on(which).times(2).answer(503);
            nothingIsMissing(ask());
            lab.faults().on(which).times(2).tooManyRequests("");
            nothingIsMissing(ask());
            lab.faults().on(which).times(2).reset();
            nothingIsMissing(ask());
            lab.faults().on(which).times(1).loseReply();
            nothingIsMissing(ask());
            lab.faults().on(which).times(2).cut(0.5);
            nothingIsMissing(ask());
        }
        client.deleteLeftovers();
        assertThat(lab.queries().alive()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void compression_is_a_matter_of_taste(Habits.Gzip gzip) throws Exception {
        lab.habits().gzip(gzip);

        nothingIsMissing(ask());
    }

    @Test
    void a_truncated_answer_says_so() throws Exception {
        lab.habits().rowCap(10);

        FlowAnswer answer = ask();

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.rows()).isEqualTo(10);
        assertThat(answer.matches()).isEqualTo(60);
    }

    @ParameterizedTest
    @EnumSource
    void long_lists_come_by_jobs_wherever_they_are(Habits.Location location) throws Exception {
        lab.habits().location(location);
        for (int i = 0; i < 1300; i++) {
            lab.estate()
                    .workload(
                            "host-" + i, "10.9." + i / 250 + "." + (i % 250 + 1), "app=a" + i % 7);
        }

        assertThat(client.workloads())
                .hasSize(1301)
                .anySatisfy(w -> assertThat(w.labels()).containsEntry("app", "a3"));
        assertThat(client.labels()).contains(new LabelRef(labelHref("app", "a3"), "app", "a3"));
    }

    private String labelHref(String key, String value) {
        return lab.estate().label(key, value).href();
    }

    @Test
    void the_demo_can_be_read_as_a_whole() throws Exception {
        try (Lab demo = Lab.demo(7, clock).start();
                PceClient reader = client(demo, clock, folder)) {
            demo.habits().requestsPerMinute(100_000).eventsCap(100);
            List<EventRow> events = new ArrayList<>();

            FlowAnswer answer = reader.flows(FlowQuery.of(WINDOW, 200_000), rows::add);
            reader.events(WINDOW, events::add);

            assertThat(answer.missing()).isEmpty();
            assertThat(answer.rows()).isEqualTo(answer.matches()).isPositive();
            assertThat(events.stream().map(EventRow::href).distinct().count())
                    .isEqualTo(
                            demo.events().between(WINDOW.from(), WINDOW.to(), Given.EIGHT).size());
            assertThat(reader.health().state()).isEqualTo("NORMAL");
            assertThat(reader.version()).isEqualTo("25.2.10");
            assertThat(reader.warnings()).isEmpty();
        }
    }

    @Test
    void a_skewed_clock_shows() throws Exception {
        lab.skew(Duration.ofSeconds(-120));

        client.version();

        assertThat(client.clockOffset())
                .isBetween(Duration.ofSeconds(-121), Duration.ofSeconds(-119));
    }
}
