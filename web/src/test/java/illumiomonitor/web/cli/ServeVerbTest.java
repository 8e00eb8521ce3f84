package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeVerbTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void while_it_serves_others_ask_it_and_only_a_second_of_its_kind_is_refused(boolean pages)
            throws Exception {
        Typed serving = Typed.in(folder);
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Thread service =
                new Thread(
                        () ->
                                end.complete(
                                        pages
                                                ? serving.run("serve")
                                                : serving.run("serve", "--no-web")));
        service.start();
        await().until(() -> serving.out().contains("READY "));

        Typed asking = Typed.in(folder);
        assertThat(asking.run("gaps")).isZero();
        assertThat(asking.run("alerts", "ack", "4")).isZero();
        assertThat(asking.application.done).isEmpty();
        assertThat(serving.application.service.told).anyMatch(line -> line.startsWith("ack"));

        for (String verb : new String[] {"serve", "run", "restore b.zip --overwrite"}) {
            Typed second = Typed.in(folder);
            assertThat(second.run(verb.split(" "))).isEqualTo(ExitCode.BUSY_OR_PARTIAL);
            assertThat(second.err().strip())
                    .isEqualTo(
                            "monitor: the service is running already (process "
                                    + ProcessHandle.current().pid()
                                    + "); stop it first");
            assertThat(second.application.done).isEmpty();
        }

        service.interrupt();
        assertThat(end.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(serving.application.done)
                .containsExactly(pages ? "serve" : "serve without pages", "stopped");
        assertThat(folder.resolve("data")).isEmptyDirectory();
        assertThat(serving.out().lines().findFirst().orElseThrow())
                .isEqualTo(
                        "READY "
                                + (pages
                                        ? "http://127.0.0.1:8080"
                                        : "process " + ProcessHandle.current().pid()));
        assertThat(serving.out().contains("SETUP-TOKEN first-token")).isEqualTo(pages);
    }

    @Test
    void a_store_that_has_closed_itself_ends_the_service_with_a_code_that_starts_it_again()
            throws IOException {
        Typed serving = Typed.in(folder);
        serving.application.lost = true;

        assertThat(serving.run("serve")).isEqualTo(ExitCode.AWAY);

        assertThat(serving.err().strip())
                .isEqualTo(
                        "monitor: the store has closed itself, as it does when its disk is full or breaks; make room there and start again");
        assertThat(serving.application.done).containsExactly("serve", "stopped");
    }

    @Test
    void what_a_killed_service_left_behind_stops_nobody() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/service.json"), "{\"port\":1,\"pid\":4000000000}");
        Files.writeString(folder.resolve("data/service.token"), "x");
        Typed typed = Typed.in(folder);

        assertThat(typed.run("run")).isZero();
        assertThat(typed.application.done).containsExactly("open");
    }
}
