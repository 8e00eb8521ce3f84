package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events and traffic of one workload meet in a rule, whatever each calls it. */
class HostOfEventTest {

    private static final Path PACK = Path.of("../../rules/pack");
    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
    private Lab lab;

    /** Its host name is another: web1.lab.test. */
    private Host web;

    @BeforeEach
    void start() {
        lab = Lab.empty(clock).start();
        web = lab.estate().workload("web1", "10.0.0.5", "app=Shop");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Installation shipped(String rule) throws Exception {
        Installation set = new Installation(folder, clock).watches("hq", lab);
        Path file = folder.resolve("rules").resolve(rule + ".drl");
        Files.createDirectories(file.getParent());
        Files.copy(PACK.resolve(rule + ".drl"), file);
        return set.open();
    }

    private void talks(Instant at) {
        lab.traffic().add(Connection.of("10.0.0.5", "10.0.0.9", 8443).at(at));
    }

    /** What is said at all ticks up to an instant, each thing once. */
    private Set<String> toldBy(Installation monitor, Instant end) throws Exception {
        Set<String> told = new TreeSet<>();
        while (clock.instant().isBefore(end)) {
            clock.advance(Duration.ofMinutes(5));
            told.addAll(told(monitor.run()));
        }
        return told;
    }

    private static List<String> told(List<RunResult> runs) {
        return runs.stream()
                .flatMap(run -> run.judgements().stream())
                .flatMap(judged -> judged.results().stream())
                .flatMap(result -> result.findings().stream())
                .map(finding -> finding.summary())
                .distinct()
                .toList();
    }

    @Test
    void tampering_by_host_name_and_a_new_edge_by_workload_name() throws Exception {
        try (Installation monitor = shipped("agent/tampering-then-new-edge")) {
            monitor.run();
            clock.set(EIGHT);
            lab.events().add(LabEvent.tampering(EIGHT.minusSeconds(280), web.hostname()));
            talks(EIGHT.minusSeconds(100));

            assertThat(told(monitor.run()))
                    .containsExactly(
                            "1 new or formerly stopped edges of web1.lab.test after its agent was tampered with");
        }
    }

    @Test
    void tampering_by_a_ven_without_any_name() throws Exception {
        try (Installation monitor = shipped("agent/tampering-then-new-edge")) {
            monitor.run();
            clock.set(EIGHT);
            lab.events().add(LabEvent.tampering(EIGHT.minusSeconds(280), "").byVen(web.ven()));
            talks(EIGHT.minusSeconds(100));

            assertThat(told(monitor.run()))
                    .containsExactly(
                            "1 new or formerly stopped edges of web1.lab.test after its agent was tampered with");
        }
    }

    @Test
    void a_new_edge_of_another_host_is_not_the_tampered_ones() throws Exception {
        lab.estate().workload("web2", "10.0.0.6", "app=Shop");
        try (Installation monitor = shipped("agent/tampering-then-new-edge")) {
            monitor.run();
            clock.set(EIGHT);
            lab.events().add(LabEvent.tampering(EIGHT.minusSeconds(280), "web2.lab.test"));
            talks(EIGHT.minusSeconds(100));

            assertThat(told(monitor.run())).isEmpty();
        }
    }

    @Test
    void tampering_by_host_name_and_then_silence_of_the_workload() throws Exception {
        try (Installation monitor = shipped("agent/tampering-then-silence")) {
            monitor.run();
            clock.set(EIGHT);
            talks(EIGHT.minusSeconds(280));
            lab.events().add(LabEvent.tampering(EIGHT.minusSeconds(100), web.hostname()));
            lab.estate().put(web.online(false));
            monitor.run();

            assertThat(toldBy(monitor, EIGHT.plus(Duration.ofMinutes(45))))
                    .as("the list of workloads is older than that")
                    .isEmpty();
            assertThat(toldBy(monitor, EIGHT.plus(Duration.ofMinutes(75))))
                    .containsExactly(
                            "nothing is heard of web1.lab.test since its agent was tampered with at 2026-07-01T07:58:20Z");
        }
    }

    @Test
    void no_silence_of_a_host_that_goes_on_talking() throws Exception {
        try (Installation monitor = shipped("agent/tampering-then-silence")) {
            monitor.run();
            clock.set(EIGHT);
            talks(EIGHT.minusSeconds(280));
            lab.events().add(LabEvent.tampering(EIGHT.minusSeconds(100), web.hostname()));
            lab.estate().put(web.online(false));
            monitor.run();
            talks(EIGHT.plusSeconds(600));

            assertThat(toldBy(monitor, EIGHT.plus(Duration.ofMinutes(75)))).isEmpty();
        }
    }

    @Test
    void no_silence_of_a_host_whose_heart_beats_when_the_list_is_read() throws Exception {
        try (Installation monitor = shipped("agent/tampering-then-silence")) {
            monitor.run();
            clock.set(EIGHT);
            talks(EIGHT.minusSeconds(280));
            lab.events().add(LabEvent.tampering(EIGHT.minusSeconds(100), web.hostname()));
            monitor.run();

            assertThat(toldBy(monitor, EIGHT.plus(Duration.ofMinutes(75)))).isEmpty();
        }
    }

    @Test
    void requests_of_one_agent_from_two_addresses_in_turn() throws Exception {
        try (Installation monitor = shipped("agent/two-addresses")) {
            monitor.run();
            clock.set(EIGHT);
            lab.events()
                    .add(
                            asks(EIGHT.minusSeconds(280), "10.0.0.5"),
                            asks(EIGHT.minusSeconds(200), "10.0.7.9"),
                            asks(EIGHT.minusSeconds(100), "10.0.0.5"));

            assertThat(toldBy(monitor, EIGHT.plus(Duration.ofMinutes(25))))
                    .containsExactly(
                            "the agent of web1.lab.test calls from 2 addresses in turn: [10.0.0.5, 10.0.7.9]");
        }
    }

    @Test
    void no_second_machine_where_the_list_knows_both_addresses_of_the_first() throws Exception {
        lab.estate().put(web.withIps(List.of("10.0.0.5", "10.0.7.9")));
        try (Installation monitor = shipped("agent/two-addresses")) {
            monitor.run();
            clock.set(EIGHT);
            lab.events()
                    .add(
                            asks(EIGHT.minusSeconds(280), "10.0.0.5"),
                            asks(EIGHT.minusSeconds(200), "10.0.7.9"),
                            asks(EIGHT.minusSeconds(100), "10.0.0.5"));

            assertThat(toldBy(monitor, EIGHT.plus(Duration.ofMinutes(25)))).isEmpty();
        }
    }

    private LabEvent asks(Instant at, String from) {
        return LabEvent.tampering(at, web.hostname())
                .action("/api/v2/orgs/1/agents/7/update", "PUT", 204, from);
    }

    @Test
    void alerts_of_one_workload_add_up_whatever_each_rule_calls_it() throws Exception {
        Path pack = folder.resolve("rules/entity/risk.drl");
        Files.createDirectories(pack.getParent());
        Files.copy(PACK.resolve("entity/risk.drl"), pack);
        Installation set = new Installation(folder, clock).watches("hq", lab);
        set.rule("edges", grave("edges", "Flow( $s : (srcIp + \" > \" + dstIp) )"));
        set.rule("hosts", grave("hosts", "Event( type == \"agent.tampering\", $s : who() )"));
        try (Installation monitor = set.open()) {
            monitor.run();
            clock.set(EIGHT);
            lab.events().add(LabEvent.tampering(EIGHT.minusSeconds(280), web.hostname()));
            talks(EIGHT.minusSeconds(100));

            assertThat(toldBy(monitor, EIGHT.plus(Duration.ofMinutes(125))))
                    .anyMatch(text -> text.matches("web1 has 1[56]\\d risk points from 2 rules"));
        }
    }

    private static String grave(String name, String when) {
        return Installation.one(when, "$s, \"seen\"")
                .replace("\"one\"", "\"" + name + "\"")
                .replace("LOW", "CRITICAL");
    }
}
