package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import illumiomonitor.lab.time.LabClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a service says in its log when it starts. */
class StartTest {

    @TempDir Path folder;

    private final Logger log = (Logger) LoggerFactory.getLogger(Engine.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void leave() {
        log.detachAppender(said);
    }

    @Test
    void a_certificate_that_is_not_verified_is_told_at_every_start() throws Exception {
        Installation monitor =
                new Installation(folder, LabClock.at("2026-07-01T08:00:00Z"))
                        .watchesAny(
                                "{name: hq, url: \"https://127.0.0.1:1\", org: 1, key: k, secret: s,"
                                        + " tls: {verify: false}}")
                        .open();
        try (monitor) {
            monitor.engine().start();
            monitor.reopen();
            monitor.engine().start();
        }

        assertThat(said.list)
                .filteredOn(line -> line.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("certificate of PCE hq is not verified"))
                .hasSize(2);
    }
}
