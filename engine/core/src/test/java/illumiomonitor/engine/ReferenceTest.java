package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.check.Checkup;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.engine.reference.References;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.spi.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the PCE's own lists say reaches the rules, as of the tick. */
class ReferenceTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
    private Lab lab;

    @BeforeEach
    void start() {
        lab = Lab.empty(clock).start();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Installation installation(String rule) throws Exception {
        return new Installation(folder, clock).watches("hq", lab).rule("one", rule).open();
    }

    private void flow(String src, String dst) {
        lab.traffic().add(Connection.of(src, dst, 443).at(clock.instant().minusSeconds(60)));
    }

    private Reference reference(Installation monitor, Instant at) {
        return monitor.engine()
                .store()
                .jdbi()
                .withHandle(handle -> new References(monitor.engine().store()).asOf(handle, 1, at));
    }

    @Test
    void a_rule_sees_ip_lists_with_their_exclusions_and_groups_within_groups() throws Exception {
        lab.estate().ipList("Corporate", "10.60.0.0/16", "!10.60.9.0/24", "2001:db8::/32");
        lab.estate().workload("db", "10.0.0.9", "app=Pay");
        var pay = lab.estate().labelGroup("Pay", lab.estate().labels("app=Pay"));
        lab.estate().labelGroup("PCI", List.of(), pay);
        String when = "Flow( src.in(\"Corporate\"), dst.inGroup(\"PCI\"), $s : srcIp )";
        try (Installation monitor = installation(Installation.one(when, "$s, \"seen\""))) {
            monitor.run();
            clock.set(EIGHT);
            flow("10.60.1.1", "10.0.0.9");
            flow("10.60.9.7", "10.0.0.9");
            flow("10.61.1.1", "10.0.0.9");
            flow("2001:db8::5", "10.0.0.9");

            List<RunResult> runs = monitor.run();

            assertThat(runs).extracting(RunResult::result).containsExactly("OK");
            assertThat(Installation.subjects(runs)).containsExactly("10.60.1.1", "2001:db8::5");
        }
    }

    @Test
    void a_workload_that_goes_offline_is_so_from_the_next_tick_on_and_was_not_before()
            throws Exception {
        Host host = lab.estate().workload("web", "10.0.0.5", "env=Prod");
        String when = "Workload( managed, !online, $h : hostname )";
        try (Installation monitor = installation(Installation.one(when, "$h, \"offline\""))) {
            assertThat(Installation.subjects(monitor.run())).isEmpty();
            Instant before = clock.instant();
            lab.estate().put(host.online(false));
            clock.advance(Duration.ofMinutes(65));
            monitor.run();
            clock.advance(Duration.ofMinutes(5));

            assertThat(Installation.subjects(monitor.run())).containsExactly("web.lab.test");
            assertThat(reference(monitor, before).workloads())
                    .singleElement()
                    .satisfies(was -> assertThat(was.online()).isTrue());
            assertThat(reference(monitor, clock.instant()).workloads())
                    .singleElement()
                    .satisfies(
                            is -> {
                                assertThat(is.online()).isFalse();
                                assertThat(is.labels()).isEqualTo(Map.of("env", "Prod"));
                                assertThat(is.labelsSince()).isEqualTo(before);
                                assertThat(is.heartbeat()).isAfter(Instant.EPOCH);
                                assertThat(is.has("10.0.0.5")).isTrue();
                            });
        }
    }

    @Test
    void the_lists_are_read_whole_beyond_the_cap_and_once_an_hour() throws Exception {
        for (int i = 0; i < 620; i++) {
            lab.estate().unmanaged("host" + i, "10.1." + i / 250 + "." + i % 250);
        }
        try (Installation monitor =
                installation(Installation.one("Workload( name == \"x\" )", "\"x\", \"x\""))) {
            monitor.run();
            clock.advance(Duration.ofMinutes(5));
            monitor.run();

            assertThat(reference(monitor, clock.instant()).workloads())
                    .hasSize(620)
                    .extracting(Workload::online)
                    .containsOnly(true);
            assertThat(monitor.number("count(*), 0) from reference_read")).isEqualTo(1);
        }
    }

    @Test
    void a_refresh_that_fails_keeps_the_old_set_and_says_so() throws Exception {
        lab.estate().ipList("Corporate", "10.60.0.0/16");
        try (Installation monitor =
                installation(Installation.one("Workload( name == \"x\" )", "\"x\", \"x\""))) {
            monitor.run();
            clock.advance(Duration.ofMinutes(65));
            lab.faults().on(request -> request.path().contains("/ip_lists")).always().answer(403);

            monitor.run();

            assertThat(reference(monitor, clock.instant().plusSeconds(300)).ipLists())
                    .contains("Corporate");
            assertThat(
                            monitor.ask(
                                    "select reason from reference_read order by read_id",
                                    String.class))
                    .last()
                    .asString()
                    .startsWith("IP lists of PCE hq stay as they were read before");
        }
    }

    @Test
    void check_names_the_lists_that_the_pce_does_not_have() throws Exception {
        lab.estate().ipList("Corporate", "10.60.0.0/16");
        String when =
                "Flow( src.in(\"Corporate\") || dst.in(\"Corporat\") || dst.inGroup(\"PCI\"), $s : srcIp )";
        try (Installation monitor = installation(Installation.one(when, "$s, \"seen\""))) {
            monitor.run();
            clock.advance(Duration.ofMinutes(5));

            assertThat(new Checkup(monitor.engine()).work(Journal.none()))
                    .extracting(check -> check.text())
                    .contains(
                            "one: the PCE has no IP list \"Corporat\"",
                            "one: the PCE has no label group \"PCI\"")
                    .noneMatch(text -> text.contains("\"Corporate\""));
        }
    }

    @Test
    void a_bulk_event_is_one_change_for_each_workload() throws Exception {
        var one = lab.estate().workload("a", "10.0.0.1", "env=Prod");
        var two = lab.estate().workload("b", "10.0.0.2", "env=Prod");
        String when =
                "Change( field == \"labels\", before.contains(\"Prod\"), after.contains(\"Dev\"), $o : object )";
        try (Installation monitor = installation(Installation.one(when, "$o, \"relabelled\""))) {
            monitor.run();
            clock.set(EIGHT);
            lab.events()
                    .add(
                            LabEvent.relabelled(
                                    EIGHT.minusSeconds(60),
                                    "ops@acme.test",
                                    Map.of(one.href(), one.name(), two.href(), two.name()),
                                    lab.estate().label("env", "Prod"),
                                    lab.estate().label("env", "Dev")));

            assertThat(Installation.subjects(monitor.run())).containsExactly("a", "b");
        }
    }

    @Test
    void an_event_of_a_ven_without_a_name_is_about_its_workload() throws Exception {
        Host host = lab.estate().workload("db", "10.0.0.9");
        String when = "Event( type == \"agent.tampering\", $w : workload )";
        try (Installation monitor = installation(Installation.one(when, "$w, \"tampered\""))) {
            monitor.run();
            clock.set(EIGHT);
            lab.events().add(LabEvent.tampering(EIGHT.minusSeconds(60), "db").byVen(host.ven()));

            assertThat(Installation.subjects(monitor.run())).containsExactly("db.lab.test");
        }
    }
}
