package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.engine.rule.Trial;
import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Basis;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Severity;
import illumiomonitor.spi.Tick;
import illumiomonitor.web.cli.OwnRule.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnRuleTest {

    private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
    private static final String HOSTILE = "50% \"off\" \\ */ {{name}} \n end";

    @Test
    void a_traffic_rule_fires_at_the_threshold_for_each_source() {
        OwnRule rule =
                rule(
                        Kind.TRAFFIC,
                        10,
                        "decision == Decision.BLOCKED",
                        "dst.in(\"Scanners\") == false");

        assertThat(
                        findings(
                                rule,
                                flow(1, "10.0.0.5", 4, 0),
                                flow(2, "10.0.0.5", 6, 0),
                                flow(3, "10.0.0.6", 9, 0)))
                .containsExactly(
                        "10.0.0.5 | 10.0.0.5 made 10 connections in 10 min: " + shown() + " | 2");
    }

    @Test
    void a_volume_rule_fires_at_the_megabytes_of_a_source() {
        OwnRule rule = rule(Kind.VOLUME, 2);

        assertThat(
                        findings(
                                rule,
                                flow(1, "10.0.0.5", 1, 1_048_576),
                                flow(2, "10.0.0.5", 1, 1_048_576),
                                flow(3, "10.0.0.6", 1, 2_097_151)))
                .containsExactly("10.0.0.5 | 10.0.0.5 moved 2 MB in 10 min: " + shown() + " | 2");
    }

    @Test
    void a_bandwidth_rule_fires_at_the_average_of_one_flow() {
        OwnRule rule = rule(Kind.BANDWIDTH, 1);

        assertThat(
                        findings(
                                rule,
                                flow(1, "10.0.0.5", 1, 75_000_000),
                                flow(2, "10.0.0.6", 1, 74_999_999)))
                .containsExactly(
                        "10.0.0.5 -> 10.0.0.9:3389 | 10.0.0.5 to 10.0.0.9: 1 Mbit/s over 10 min: "
                                + shown()
                                + " | 1");
    }

    @Test
    void an_event_rule_fires_at_the_number_of_events_about_one() {
        OwnRule rule = rule(Kind.EVENT, 2, "type == \"agent.tampering\"");

        assertThat(findings(rule, event(1, "web1"), event(2, "web1"), event(3, "web2")))
                .containsExactly("web1 | web1: 2 events in 10 min: " + shown() + " | 2");
    }

    @Test
    void every_condition_that_the_form_can_write_compiles() {
        OwnRule rule =
                rule(
                        Kind.TRAFFIC,
                        1,
                        "decision == Decision.POTENTIALLY_BLOCKED",
                        "port == 3389",
                        "proto == 6",
                        "src.label(\"env\") == \"prod\"",
                        "dst.label(\"env\") != \"prod\"",
                        "srcIp() == \"10.0.0.1\"",
                        "dstIp() != \"fe80::1\"",
                        "src.in(\"a \\\"b\\\"\") == true",
                        "dst.in(\"c\") == false",
                        "port != 22");

        assertThat(findings(rule)).isEmpty();
    }

    @Test
    void a_rule_can_be_written_in_chinese() {
        String text = rule(Kind.TRAFFIC, 10).text(words(Locale.TRADITIONAL_CHINESE));

        assertThat(text).contains("個連線").contains("Sees    ");
    }

    // A title may hold anything; it must neither end the comment nor the text it stands in.
    private static OwnRule rule(Kind kind, long threshold, String... conditions) {
        return new OwnRule(
                kind, "own/x", HOSTILE, Severity.HIGH, List.of(conditions), 10, 30, threshold);
    }

    private static String shown() {
        return "50% \"off\" \\ */ {{name}}   end";
    }

    private static Words words(Locale locale) {
        return Words.load("illumiomonitor/web/cli/shell", locale);
    }

    private static List<String> findings(OwnRule rule, Object... facts) {
        Trial trial = Trial.of(rule.file(), rule.text(words(Locale.ENGLISH)));
        assertThat(trial.errors()).isEmpty();
        assertThat(trial.rules())
                .extracting(RuleInfo::title)
                .containsExactly(HOSTILE.replace('\n', ' '));
        List<Flow> flows = of(Flow.class, facts);
        List<Event> events = of(Event.class, facts);
        Tick tick = new Tick(TEN, TEN.minusSeconds(600), ZoneOffset.UTC, true);
        try {
            List<RuleResult> results =
                    trial.judge(Trial.Facts.of(flows, events), tick, true, Map.of());
            assertThat(results).extracting(RuleResult::error).containsOnlyNulls();
            return results.stream()
                    .flatMap(result -> result.findings().stream())
                    .map(OwnRuleTest::line)
                    .toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> List<T> of(Class<T> type, Object... facts) {
        return Stream.of(facts).filter(type::isInstance).map(type::cast).toList();
    }

    private static String line(Found found) {
        long shown =
                found.proofs().stream()
                        .filter(proof -> proof.flowId() != null || proof.eventId() != null)
                        .count();
        return found.subject() + " | " + found.summary() + " | " + shown;
    }

    private static Flow flow(long id, String src, long connections, long bytes) {
        return new Flow(
                id,
                "hq",
                endpoint(src),
                endpoint("10.0.0.9"),
                3389,
                6,
                "",
                "",
                "",
                Decision.BLOCKED,
                Direction.INBOUND,
                "closed",
                "unicast",
                connections,
                connections,
                bytes,
                0,
                true,
                TEN,
                TEN,
                connections,
                bytes,
                0,
                Basis.NEW,
                false,
                TEN,
                "",
                "",
                TEN,
                600);
    }

    private static Endpoint endpoint(String ip) {
        return new Endpoint(ip, "", "", false, "", Map.of(), List.of(), "");
    }

    private static Event event(long id, String workload) {
        return new Event(
                id,
                "hq",
                "/events/" + id,
                TEN,
                "agent.tampering",
                "success",
                "err",
                "agent",
                "",
                "",
                List.of(),
                "",
                workload,
                "",
                TEN);
    }
}
