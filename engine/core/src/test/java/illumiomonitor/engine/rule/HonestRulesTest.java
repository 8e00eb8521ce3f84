package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Basis;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.Severity;
import illumiomonitor.spi.SourceHealth;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people write goes through the check unchanged, and finds what is there. */
class HonestRulesTest {

    static final Tick TICK = new Tick(TEN, TEN.minusSeconds(600), ZoneOffset.UTC, true);

    static List<Corpus.Row> rows() {
        return Corpus.of("honest.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void is_taken_and_judges(Corpus.Row row) throws InterruptedException {
        Trial trial = Trial.of("a.drl", row.text());

        assertThat(trial.errors()).isEmpty();
        List<RuleResult> results = trial.judge(facts(), TICK, true, Map.of());
        assertThat(results)
                .isNotEmpty()
                .allSatisfy(
                        result -> {
                            assertThat(result.error()).isNull();
                            assertThat(result.findings()).isNotEmpty();
                        });
    }

    static Trial.Facts facts() {
        return Trial.Facts.of(
                List.of(
                        flow(1, "10.0.0.1", "10.0.1.1", 22, Decision.BLOCKED),
                        flow(2, "10.0.0.1", "10.0.1.2", 443, Decision.POTENTIALLY_BLOCKED),
                        flow(3, "10.0.0.2", "10.0.1.1", 22, Decision.BLOCKED)),
                List.of(
                        event(1, "user.login", "10.0.0.1"),
                        event(2, "agent.tampering", "10.0.0.1")),
                List.of(
                        new SourceHealth(
                                "hq",
                                "TRAFFIC",
                                "FAILED",
                                2,
                                Instant.EPOCH,
                                "no answer",
                                Duration.ZERO,
                                Duration.ZERO)),
                List.of(
                        new OpenAlert(
                                "hq", "a", "10.0.0.1", Severity.HIGH, TEN.minusSeconds(900), TEN)));
    }

    static Flow flow(long id, String src, String dst, int port, Decision decision) {
        return new Flow(
                id,
                "hq",
                end(src, "prod"),
                end(dst, "dev"),
                port,
                6,
                "/usr/bin/sshd",
                "ada",
                "",
                decision,
                Direction.INBOUND,
                "closed",
                "unicast",
                3,
                3,
                9_000,
                2_000,
                true,
                TEN.minusSeconds(3600),
                TEN.minusSeconds(5),
                3,
                9_000,
                2_000,
                Basis.NEW,
                false,
                TEN,
                "",
                "",
                TEN.minusSeconds(3600),
                600);
    }

    private static Endpoint end(String ip, String env) {
        return new Endpoint(
                ip,
                "/w/" + ip,
                "",
                true,
                "full",
                Map.of("env", env, "tier", "2"),
                List.of("offices"),
                "");
    }

    private static Event event(long id, String type, String from) {
        return new Event(
                id,
                "hq",
                "/e/" + id,
                TEN.minusSeconds(9),
                type,
                "failure",
                "err",
                "user",
                "ada",
                from,
                List.of("user.login_failed"),
                "",
                "host",
                List.of(),
                "",
                TEN);
    }
}
