package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.web.service.RunRequest;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ticks of the past, whose alerts may be told. */
class PastDeliveryTest {

    private static final Instant TICK = Instant.parse("2026-07-01T08:00:00Z");
    private static final RunRequest PAST = new RunRequest(TICK, TICK, false, true);

    @TempDir Path folder;

    private final LabClock clock = LabClock.at("2026-07-01T08:00:00Z");
    private final AtomicInteger answer = new AtomicInteger(503);
    private final AtomicInteger taken = new AtomicInteger();
    private HttpServer receiver;
    private Lab lab;
    private Service service;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    if (answer.get() == 200) {
                        taken.incrementAndGet();
                    }
                    exchange.sendResponseHeaders(answer.get(), -1);
                    exchange.close();
                });
        receiver.start();
        lab = Lab.empty(clock).start();
        lab.habits().requestsPerMinute(100_000);
        Files.createDirectories(folder.resolve("rules/own"));
        Files.writeString(
                folder.resolve("rules/own/pulled.drl"),
                """
                package illumiomonitor.rules.own
                import illumiomonitor.spi.*
                global illumiomonitor.spi.Findings findings
                rule "own/pulled" @title("Pulled") @severity(LOW)
                when
                    SourceHealth( kind == "TRAFFIC", $pce : pce )
                then
                    findings.add($pce, "%s was pulled from", $pce);
                end
                """);
        Path config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                pull: {requests-per-minute: 100000, first-run: 1h}
                rules: {dir: rules}
                channels: [{name: soc, type: webhook, url: "http://127.0.0.1:%d/"}]
                """
                        .formatted(
                                lab.url(),
                                lab.org(),
                                lab.key(),
                                lab.secret(),
                                receiver.getAddress().getPort()));
        service =
                EngineService.owning(
                        Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk()));
    }

    @AfterEach
    void stop() {
        service.close();
        lab.close();
        receiver.stop(0);
    }

    @Test
    void ticks_that_have_not_come_are_refused_in_a_sentence() throws Exception {
        Instant later = TICK.plus(Duration.ofDays(3));
        RunRequest future = new RunRequest(TICK, later, false, false);
        String sentence = later + " has not come yet; the newest tick is " + TICK;

        assertThatThrownBy(() -> service.plan(future))
                .isInstanceOf(ServiceException.class)
                .hasMessage(sentence);
        assertThatThrownBy(() -> service.run(future, Journal.none())).hasMessage(sentence);

        assertThat(lab.queries().created()).isZero();
        assertThat(service.plan(new RunRequest(TICK, TICK.plusSeconds(299), false, false)).ticks())
                .as("the rest of the present tick holds no other")
                .isEqualTo(1);
    }

    @Test
    void what_a_channel_did_not_take_is_sent_when_the_command_is_repeated() throws Exception {
        service.run(PAST, Journal.none());
        assertThat(taken).hasValue(0);

        answer.set(200);
        clock.advance(Duration.ofHours(2));
        service.run(PAST, Journal.none());

        assertThat(taken).hasValue(1);
    }
}
