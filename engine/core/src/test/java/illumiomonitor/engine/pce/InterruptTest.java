package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import illumiomonitor.engine.pce.ScriptedPce.Manner;
import illumiomonitor.engine.pce.ScriptedPce.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the waits of production: an interrupt ends each of them at once. */
class InterruptTest {

    @TempDir Path folder;
    private final ScriptedPce server = new ScriptedPce();
    private final TrafficScript traffic = new TrafficScript();
    private final PceClient client =
            Given.client(Given.pce(server.url()), Path.of("."), Pace.standard());

    @AfterEach
    void close() {
        server.close();
    }

    private PceClient patient() {
        return Given.client(Given.pce(server.url()), folder, Pace.standard());
    }

    /** Runs the work, interrupts it once the PCE has been asked so often, and times its end. */
    private void endsAtOnce(Callable<?> work, String pathEnd) throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.call();
                                ended.complete(null);
                            } catch (Exception e) {
                                ended.complete(e);
                            }
                        });
        thread.start();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> server.asked.stream().anyMatch(a -> a.path().endsWith(pathEnd)));
        await().pollDelay(Duration.ofMillis(150)).until(() -> true);

        long before = System.nanoTime();
        thread.interrupt();
        Throwable thrown = ended.get(5, TimeUnit.SECONDS);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        assertThat(thrown).isInstanceOf(InterruptedException.class);
        thread.join();
        await().until(this::folderIsEmpty);
    }

    private boolean folderIsEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private Callable<?> flows() {
        PceClient asking = patient();
        return () -> asking.flows(Given.everything(), new ArrayList<>()::add);
    }

    @Test
    void while_it_waits_for_an_answer() throws Exception {
        server.script(asked -> Said.nothing(Manner.HANG));

        PceClient asking = patient();
        endsAtOnce(asking::version, "/product_version");
    }

    @Test
    void while_it_backs_off() throws Exception {
        server.script(asked -> Said.empty(503).with("Retry-After", "60"));

        PceClient asking = patient();
        endsAtOnce(asking::version, "/product_version");
    }

    @Test
    void while_it_polls_and_the_query_is_given_up_on_the_pce() throws Exception {
        server.script(traffic);
        for (int i = 0; i < 1000; i++) {
            traffic.statuses.add("working");
        }

        endsAtOnce(flows(), "/q1");

        await().until(() -> server.count("DELETE", "/q1") == 1);
        assertThat(server.count("PUT", "/q1")).isEqualTo(1);
    }

    @Test
    void while_it_downloads() throws Exception {
        server.script(traffic.file(5000));
        traffic.downloads.add(Said.json(Given.rows(5000)).by(Manner.STALL));

        endsAtOnce(flows(), "/download");
    }

    @Test
    void while_it_waits_for_a_file_that_is_not_ready() throws Exception {
        server.script(traffic.file("[]", 40, 40));

        endsAtOnce(flows(), "/download");
    }

    @Test
    void while_it_hands_rows_over() throws Exception {
        server.script(traffic.file(20_000));
        PceClient asking = patient();

        endsAtOnce(
                () ->
                        asking.flows(
                                Given.everything(),
                                row -> await().pollDelay(Duration.ofMillis(1)).until(() -> true)),
                "/q1");
    }

    @Test
    void while_it_waits_for_a_job() throws Exception {
        server.script(
                asked ->
                        asked.path().endsWith("/labels") && !asked.headers().containsKey("Prefer")
                                ? Said.json("[" + "{},".repeat(499) + "{}]")
                                : Said.empty(202)
                                        .with("Location", "/orgs/1/jobs/j1")
                                        .with("Retry-After", "30"));

        PceClient asking = patient();
        endsAtOnce(asking::labels, "/labels");
    }

    @Test
    void while_it_waits_for_its_budget() throws Exception {
        server.script(asked -> Said.json("{\"version\":\"25.2.10\"}"));
        Budget budget = new Budget(1, Duration.ofMinutes(1));
        budget.take();

        client.version();
        endsAtOnce(
                () -> {
                    budget.take();
                    return 1;
                },
                "/product_version");
    }
}
