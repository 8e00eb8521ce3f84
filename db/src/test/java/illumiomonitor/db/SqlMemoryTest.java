package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Questions that take all memory there is, asked in a process that ends at once when it has none
 * left.
 */
class SqlMemoryTest {

    private static final boolean LONG_FORM = System.getProperty("long") != null;

    /** As a service gives it; the short form has less of both, which is filled in less time. */
    private static final String MEMORY = LONG_FORM ? "512m" : "256m";

    private static final int FLOWS = LONG_FORM ? 100_000 : 30_000;
    private static final int INCREMENTS = 10 * FLOWS;

    /** A text of a million characters, by doubling. */
    private static final String LONG =
            "with recursive t(s) as (select cast('x' as varchar) union all"
                    + " select s || s from t where length(s) < 1000000) ";

    @TempDir private static Path folder;

    private static Process service;
    private static BufferedReader said;

    @BeforeAll
    static void start() throws IOException {
        fill();
        service = process();
        said =
                new BufferedReader(
                        new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo("READY");
    }

    private static void fill() {
        try (Store store = Store.open(url())) {
            Sample sample = new Sample(store).estate();
            sample.pull(1, "OK");
            sample.flows(1, 0, FLOWS);
            sample.increments(1, 0, FLOWS, 2, 2);
            for (int pull = 2; pull <= INCREMENTS / FLOWS; pull++) {
                sample.pull(pull, "OK");
                sample.increments(pull, 0, FLOWS, 2, 2L * pull);
            }
        }
    }

    private static String url() {
        return "jdbc:h2:file:" + folder.resolve("monitor");
    }

    @AfterAll
    static void end() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Doubled again and again.
                "with recursive t(n, s) as (select 1, cast('x' as varchar) union all"
                        + " select n + 1, s || s from t) select max(length(s)) from t",
                LONG + "select count(distinct s || x) from t, system_range(1, 100000)",
                LONG + "select max(s || x) over (order by x) from t, system_range(1, 100000)",
                // A large array as text, in one step.
                LONG + "select length(cast(array_agg(s) as varchar)) from t, system_range(1, 3000)",
                LONG + "select json_array(array_agg(s)) from t, system_range(1, 3000)",
                // The same text in many columns.
                LONG + "select s, s, s, s, s, s, s, s from t where length(s) > 1000000"
            })
    void a_question_that_takes_all_memory_is_refused_and_the_service_lives_on(String sql)
            throws Exception {
        assertThat(ask(sql)).matches("(REFUSED|CUT) .+");
        assertThat(ask("select count(*) from pulls")).isEqualTo("ROWS 1 [[10]]");
        assertThat(service.isAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select flow_id, count(*), sum(connections) from increments group by flow_id"
                        + " order by 3 desc limit 3",
                "select * from (select flow_id, row_number() over (order by connections desc) r"
                        + " from increments) where r <= 3",
                "select array_agg(flow_id) from (select flow_id from increments limit 5000)"
            })
    void an_honest_question_about_very_many_increments_is_answered(String sql) throws Exception {
        assertThat(ask(sql)).startsWith("ROWS ");
    }

    private static String ask(String sql) throws IOException, InterruptedException {
        service.getOutputStream().write((sql + "\n").getBytes(StandardCharsets.UTF_8));
        service.getOutputStream().flush();
        String answer = said.readLine();
        if (answer == null) {
            service.waitFor(10, TimeUnit.SECONDS);
            return "the service has ended";
        }
        return answer;
    }

    private static Process process() throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseParallelGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AskedService.class.getName(),
                                url(),
                                MEMORY))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
