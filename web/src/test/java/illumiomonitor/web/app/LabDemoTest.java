package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.web.service.AlertFilter;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.Application.Demo;
import illumiomonitor.web.service.RowSink;
import illumiomonitor.web.service.Serving;
import illumiomonitor.web.service.SqlRequest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class LabDemoTest {

    private static final int LOOKED_AT = 5;

    @TempDir Path folder;

    @Test
    void pages_answer_at_once_and_show_the_history_while_it_is_caught_up() throws Exception {
        Demo demo = new LabDemo(folder, 0, Clock.systemUTC()).start();
        try (Serving serving = demo.serving()) {
            assertThat(page(serving)).contains("Make the first administrator");
            assertThat(serving.setupToken()).isNotBlank();
            List<Long> runs = new ArrayList<>();

            assertThatThrownBy(() -> demo.history().catchUp(stoppedAfter(serving, runs)))
                    .isInstanceOf(InterruptedException.class);

            assertThat(runs).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(count(serving)).isEqualTo(LOOKED_AT);
        }
    }

    /** Six hours of the lab take a minute or two. */
    @Test
    @EnabledIfSystemProperty(named = "long", matches = ".*")
    void the_stories_of_the_lab_are_alerts_when_the_history_is_caught_up() throws Exception {
        Demo demo = new LabDemo(folder, 0, Clock.systemUTC()).start();
        try (Serving serving = demo.serving()) {
            demo.history().catchUp(Journal.none());

            List<String> rules =
                    serving
                            .service()
                            .alerts(new AlertFilter(null, null, null, null, null, null, 1000))
                            .stream()
                            .map(AlertRow::rule)
                            .distinct()
                            .toList();
            assertThat(rules)
                    .contains(
                            "traffic/horizontal-sweep",
                            "traffic/vertical-scan",
                            "traffic/upload-to-unmanaged",
                            "event/agent-tampering",
                            "event/failed-sign-ins");
            assertThat(count(serving)).isGreaterThanOrEqualTo(360);
        }
    }

    /** Looks at the runs after each of the first, then stops. */
    private static Journal stoppedAfter(Serving serving, List<Long> runs) {
        return new Journal() {
            @Override
            public void info(String line) {}

            @Override
            public void warn(String line) {}

            @Override
            public void progress(String what, long done, long of) {
                runs.add(count(serving));
                if (done == LOOKED_AT) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private static String page(Serving serving) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(serving.pages()).build();
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static long count(Serving serving) {
        List<Object> count = new ArrayList<>();
        RowSink sink =
                new RowSink() {
                    @Override
                    public void columns(List<String> names) {}

                    @Override
                    public void row(List<@Nullable Object> values) {
                        count.add(values.get(0));
                    }
                };
        String sql = "select count(*) from history.runs where ended_at is not null";
        try {
            serving.service().sql(new SqlRequest(sql, Duration.ofSeconds(5), 1), sink);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return ((Number) count.get(0)).longValue();
    }
}
