package illumiomonitor.web.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.ServiceFiles.Place;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceFinderTest {

    private static final long NOBODY = 4_000_000_000L;

    @TempDir Path folder;

    private final MemoryApplication application = new MemoryApplication();
    private final ServiceFinder finder = new ServiceFinder(application, Duration.ofSeconds(2));
    private Config config;
    private Path data;

    @BeforeEach
    void configure() throws IOException {
        Path file = folder.resolve("monitor.yaml");
        Files.writeString(
                file, "pce: [{name: hq, url: 'http://127.0.0.1:1', key: k, secret: s}]\n");
        config = ConfigFile.load(file, Map.of());
        data = folder.resolve("data");
    }

    @Test
    void when_a_service_runs_it_is_asked_and_the_store_stays_closed() throws InterruptedException {
        try (ServiceEndpoint endpoint = ServiceEndpoint.start(application.service, data)) {
            assertThat(endpoint.port()).isPositive();
            assertThat(finder.find(config)).isInstanceOf(RemoteService.class);
            assertThat(finder.running(config))
                    .get()
                    .extracting(r -> r.pid())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(application.done).isEmpty();
        }
    }

    @Test
    void when_none_runs_the_store_is_opened() throws InterruptedException {
        assertThat(finder.find(config)).isSameAs(application.service);
        assertThat(finder.running(config)).isEmpty();
    }

    @Test
    void files_that_a_killed_service_left_are_seen_through_and_removed() throws Exception {
        int deadPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            deadPort = socket.getLocalPort();
        }
        new ServiceFiles(data)
                .write(new Place(deadPort, NOBODY, Instant.EPOCH), ServiceFiles.newToken());

        assertThat(finder.find(config)).isSameAs(application.service);
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void another_program_on_the_port_of_a_killed_service_is_not_asked() throws Exception {
        try (ServiceEndpoint stranger =
                ServiceEndpoint.start(new MemoryService(), folder.resolve("elsewhere"))) {
            new ServiceFiles(data)
                    .write(
                            new Place(stranger.port(), NOBODY, Instant.EPOCH),
                            ServiceFiles.newToken());

            assertThat(finder.find(config)).isSameAs(application.service);
        }
    }

    @Test
    void a_half_written_place_is_no_service() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("service.json"), "{\"port\":");

        assertThat(finder.find(config)).isSameAs(application.service);
    }

    @Test
    void a_store_that_is_given_back_in_time_is_waited_for() throws InterruptedException {
        application.busy = 3;

        assertThat(finder.find(config)).isSameAs(application.service);
    }

    @Test
    void a_store_that_stays_in_use_is_said_to_be() {
        application.busy = Integer.MAX_VALUE;

        assertThatThrownBy(() -> finder.find(config))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE))
                .hasMessage("the store is in use by another process");
    }
}
