package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import illumiomonitor.engine.pce.ScriptedPce.Asked;
import illumiomonitor.engine.pce.ScriptedPce.Said;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {

    @TempDir Path folder;
    private final ScriptedPce server = new ScriptedPce();
    private final Deque<Said> jobs = new ArrayDeque<>();
    private Said sync = Said.json("[]");
    private Said async =
            Said.empty(202).with("Location", "/orgs/1/jobs/j1").with("Retry-After", "0");
    private Said file = Said.json("[]");
    private PceClient client;

    @BeforeEach
    void open() {
        server.script(this::answer);
        client = Given.client(server, folder);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private synchronized Said answer(Asked asked) {
        if (asked.path().endsWith("/jobs/j1")) {
            return asked.method().equals("DELETE")
                    ? Said.empty(204)
                    : jobs.isEmpty()
                            ? Said.json(
                                    "{\"status\":\"done\",\"result\":{\"href\":\"/orgs/1/datafiles/d1\"}}")
                            : jobs.poll();
        }
        if (asked.path().endsWith("/datafiles/d1")) {
            return file;
        }
        return asked.headers().containsKey("Prefer") ? async : sync;
    }

    private static String labels(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                "{\"href\":\"/orgs/1/labels/%d\",\"key\":\"app\",\"value\":\"a%d\"}"
                                        .formatted(i, i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void a_short_list_takes_one_request() throws Exception {
        sync = Said.json(labels(3)).with("X-Total-Count", "3");

        assertThat(client.labels())
                .hasSize(3)
                .contains(new LabelRef("/orgs/1/labels/1", "app", "a1"));
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void a_list_that_is_cut_at_500_is_read_by_a_job_that_is_removed() throws Exception {
        sync = Said.json(labels(500)).with("X-Total-Count", "1300");
        jobs.addAll(
                List.of(
                        Said.json("{\"status\":\"pending\",\"result\":{}}"),
                        Said.json("{\"status\":\"running\"}")));
        file = Said.json(labels(1300)).gzip();

        assertThat(client.labels()).hasSize(1300);
        Awaitility.await().until(() -> server.count("DELETE", "/jobs/j1") == 1);
    }

    @Test
    void an_absolute_location_is_as_good() throws Exception {
        sync = Said.json(labels(500));
        async = Said.empty(202).with("Location", "https://pce.example:8443/api/v2/orgs/1/jobs/j1");
        file = Said.json(labels(700));

        assertThat(client.labels()).hasSize(700);
    }

    @Test
    void exactly_500_of_500_is_whole() throws Exception {
        sync = Said.json(labels(500)).with("X-Total-Count", "500");

        assertThat(client.labels()).hasSize(500);
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void a_total_that_counts_more_than_the_filter_leaves_starts_no_job() throws Exception {
        sync = Said.json(labels(20)).with("X-Total-Count", "30").with("X-Matched-Count", "20");
        assertThat(client.labels()).hasSize(20);

        sync = Said.json(labels(20)).with("X-Total-Count", "30");
        assertThat(client.labels()).hasSize(20);
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void a_pce_that_answers_at_once_all_the_same_is_believed() throws Exception {
        sync = Said.json(labels(500)).with("X-Total-Count", "1300");
        async = Said.json(labels(1300));

        assertThat(client.labels()).hasSize(1300);
    }

    @Test
    void a_pce_that_answers_at_once_with_what_it_cut_before_is_not_believed() {
        sync = Said.json(labels(500)).with("X-Total-Count", "1300");
        async = sync;

        SourceException error = catchThrowableOfType(SourceException.class, client::labels);

        assertThat(error.problem()).isEqualTo(Problem.QUERY_FAILED);
        assertThat(error).hasMessageContaining("no more than 500 elements");
    }

    @Test
    void a_job_that_fails_says_why() {
        sync = Said.json(labels(500));
        jobs.add(Said.json("{\"status\":\"failed\",\"result\":{\"message\":\"out of memory\"}}"));

        SourceException error = catchThrowableOfType(SourceException.class, client::labels);

        assertThat(error.problem()).isEqualTo(Problem.QUERY_FAILED);
        assertThat(error).hasMessageContaining("out of memory");
    }

    @Test
    void a_job_that_vanishes_is_made_anew() throws Exception {
        sync = Said.json(labels(500));
        jobs.add(Said.empty(404));
        file = Said.json(labels(501));

        assertThat(client.labels()).hasSize(501);
    }

    @Test
    void workloads_are_read_in_old_and_new_form() throws Exception {
        sync =
                Said.json(
                        """
                        [{"href":"/orgs/1/workloads/a","name":null,"hostname":"db-01","managed":true,"online":true,"enforcement_mode":"full",
                          "visibility_level":"flow_summary","labels":[{"href":"/l/1","key":"role","value":"DB"}]},
                         {"href":"/orgs/1/workloads/b","hostname":"","agent":{"config":{"mode":"illuminated","visibility_level":"flow_off"}},"labels":[]}]""");

        assertThat(client.workloads())
                .containsExactly(
                        new Workload(
                                "/orgs/1/workloads/a",
                                "db-01",
                                "db-01",
                                true,
                                true,
                                "full",
                                "flow_summary",
                                Map.of("role", "DB")),
                        new Workload(
                                "/orgs/1/workloads/b",
                                "/orgs/1/workloads/b",
                                "",
                                true,
                                false,
                                "illuminated",
                                "flow_off",
                                Map.of()));
    }
}
