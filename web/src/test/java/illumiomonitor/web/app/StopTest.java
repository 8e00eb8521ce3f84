package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.http.Request;
import illumiomonitor.lab.query.QueryTrouble;
import illumiomonitor.lab.traffic.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends the program soon, wherever it waits. */
class StopTest {

    /** A second for the wait, and what a machine under load needs to end a JVM. */
    private static final Duration SOON = Duration.ofSeconds(3);

    @TempDir Path folder;

    private Lab lab;
    private Path config;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.empty(Clock.systemUTC()).start();
        lab.traffic()
                .add(Connection.of("10.0.0.5", "10.0.0.9", 445).at(Instant.now().minusSeconds(60)));
        Files.createDirectories(folder.resolve("rules"));
        config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                schedule: {every: 5s}
                rules: {dir: rules}
                channels: []
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Duration stoppedAfter(Predicate<Request> when) throws Exception {
        try (Child child = Child.start(folder, "serve", "--no-web", "-c", config.toString())) {
            child.ready();
            await().atMost(60, TimeUnit.SECONDS).until(() -> lab.requests().count(when) > 0);
            return child.terminate();
        }
    }

    @Test
    void while_an_answer_does_not_come() throws Exception {
        lab.faults().on(Match.health()).always().hang();

        assertThat(stoppedAfter(Match.health())).isLessThan(SOON);
    }

    @Test
    void while_it_backs_off() throws Exception {
        lab.faults().on(Match.events()).always().tooManyRequests("30");

        assertThat(stoppedAfter(Match.events())).isLessThan(SOON);
    }

    @Test
    void while_it_polls_a_query_that_never_ends() throws Exception {
        lab.queries().next(QueryTrouble.STUCK);

        assertThat(stoppedAfter(Match.poll())).isLessThan(SOON);
    }

    @Test
    void while_a_download_drips() throws Exception {
        lab.faults().on(Match.download()).always().hang();

        assertThat(stoppedAfter(Match.download())).isLessThan(SOON);
    }
}
