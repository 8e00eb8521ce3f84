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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a PCE tells goes through a pull and the store into a rule, field by field. */
class FactsJourneyTest {

    /** A Wednesday; business hours are those of the defaults, UTC. */
    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
    private Lab lab;
    private Host web;

    @BeforeEach
    void start() {
        lab = Lab.empty(clock).start();
        web =
                lab.estate()
                        .put(
                                lab.estate()
                                        .workload("web1", "10.0.0.5", "app=Shop", "env=Prod")
                                        .withEnforcement("selective"));
        lab.estate().fqdn("203.0.113.7", "files.example.net");
        lab.estate().ipList("Partners", "203.0.113.0/24");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private List<String> seen(String when, String subject) throws Exception {
        Installation set = new Installation(folder, clock).watches("hq", lab);
        try (Installation monitor =
                set.draft(true)
                        .rule("one", Installation.one(when, subject + ", \"seen\""))
                        .open()) {
            monitor.run();
            clock.set(EIGHT);
            lab.traffic()
                    .add(
                            Connection.of("10.0.0.5", "203.0.113.7", 8443)
                                    .at(EIGHT.minusSeconds(240))
                                    .count(12)
                                    .bytes(3_000_000, 45_000)
                                    .process("/usr/bin/curl", "deploy")
                                    .potentiallyBlocked());
            lab.events()
                    .add(
                            LabEvent.relabelled(
                                    EIGHT.minusSeconds(200),
                                    "ann@example.com",
                                    Map.of(web.href(), "web1"),
                                    lab.estate().label("env", "Prod"),
                                    lab.estate().label("env", "Dev")),
                            LabEvent.signInFailed(EIGHT.minusSeconds(180), "bob", "198.51.100.4"));
            List<RunResult> runs = monitor.run();
            assertThat(runs).extracting(RunResult::result).containsExactly("OK");
            return Installation.subjects(runs);
        }
    }

    @Test
    void a_flow_with_both_its_ends() throws Exception {
        assertThat(
                        seen(
                                "$f : Flow( src.inCidr(\"10.0.0.0/8\"), dst.address().version() == 4 )",
                                "$f.srcIp() + \" \" + $f.src().name() + \" \" + $f.src().label(\"app\") + \" \" + $f.src().label(\"env\") + \" \""
                                        + " + $f.src().managed() + \" \" + $f.src().enforcement() + \" \" + $f.src().online()"
                                        + " + \" > \" + $f.dstIp() + \" \" + $f.dst().fqdn() + \" \" + $f.dst().ipLists()"
                                        + " + \" \" + $f.dst().in(\"Partners\") + \" \" + $f.dst().managed()"))
                .containsExactly(
                        "10.0.0.5 web1 Shop Prod true selective true"
                                + " > 203.0.113.7 files.example.net [Any (0.0.0.0/0 and ::/0), Partners] true false");
    }

    @Test
    void what_a_flow_did() throws Exception {
        assertThat(
                        seen(
                                "$f : Flow()",
                                "$f.port() + \"/\" + $f.proto() + \" \" + $f.process() + \" \" + $f.user() + \" \""
                                        + " + $f.decision() + \" \" + $f.draft() + \" \" + $f.direction() + \" \" + $f.state()"
                                        + " + \" \" + $f.transmission() + \" \" + $f.connections() + \" \" + $f.bytesIn()"
                                        + " + \" \" + $f.bytesOut() + \" \" + $f.bytesMeasured() + \" \" + $f.firstSeen()"
                                        + " + \" \" + ($f.seconds() > 0) + \" \" + ($f.mbps() > 0) + \" [\" + $f.boundary() + \"]\""))
                .containsExactly(
                        "8443/6 /usr/bin/curl deploy POTENTIALLY_BLOCKED potentially_blocked_no_rule INBOUND closed"
                                + " unicast 12 3000000 45000 true 2026-07-01T07:50:00.000001Z true true []");
    }

    @Test
    void the_edge_that_it_is() throws Exception {
        assertThat(
                        seen(
                                "$e : Edge( isNew )",
                                "$e.srcIp() + \" > \" + $e.dstIp() + \" \" + $e.seenBefore() + \" \" + $e.decision()"
                                        + " + \" \" + $e.allowedDays() + \" \" + $e.stoppedDays() + \" \" + $e.pulls()"))
                .containsExactly(
                        "10.0.0.5 > 203.0.113.7 1970-01-01T00:00:00Z POTENTIALLY_BLOCKED 0 0 1");
    }

    @Test
    void how_far_a_source_reaches() throws Exception {
        assertThat(
                        seen(
                                "$f : FanOut( port == 8443 )",
                                "$f.srcIp() + \" \" + $f.destinations() + \" \" + $f.unansweredDestinations()"
                                        + " + \" \" + $f.newUnansweredDestinations() + \" \" + $f.connections()"))
                .containsExactly("10.0.0.5 1 1 1 12");
    }

    @Test
    void how_much_an_address_talks() throws Exception {
        assertThat(
                        seen(
                                "$t : Talker( opened > 0 )",
                                "$t.ip() + \" \" + $t.opened() + \" \" + $t.stoppedOut() + \" \" + $t.bytesSent()"
                                        + " + \" \" + $t.bytesReceived() + \" \" + $t.bytesUploaded()"))
                .containsExactly("10.0.0.5 12 12 3000000 45000 3000000");
    }

    @Test
    void an_event_and_each_change_that_it_tells() throws Exception {
        assertThat(
                        seen(
                                "$c : Change( field == \"labels\" )",
                                "$c.object() + \" \" + $c.kind() + \" \" + $c.type() + \" \" + $c.before().contains(\"Prod\")"
                                        + " + \" \" + $c.after().contains(\"Dev\") + \" \" + $c.event().type() + \" \" + $c.actor()"
                                        + " + \" \" + $c.event().status() + \" \" + $c.event().severity() + \" \""
                                        + " + $c.event().actorType() + \" \" + $c.event().resource()"))
                .containsExactly(
                        "web1 update workload true true workloads.set_labels ann@example.com success info user web1");
    }

    @Test
    void an_event_of_somebody_who_is_not_let_in() throws Exception {
        assertThat(
                        seen(
                                "$e : Event( notifies(\"user.login_failed\") )",
                                "$e.type() + \" \" + $e.status() + \" \" + $e.srcIp() + \" \" + $e.suppliedUser() + \" \""
                                        + " + $e.notificationTypes() + \" \" + $e.who()"))
                .containsExactly("user.sign_in failure 198.51.100.4 bob [user.login_failed] bob");
    }

    @Test
    void a_workload_of_the_list_the_tick_and_how_the_source_does() throws Exception {
        assertThat(
                        seen(
                                "$t : Tick()\n    $w : Workload()\n"
                                        + "    $h : SourceHealth( kind == \"TRAFFIC\" )",
                                "$w.name() + \" \" + $w.enforcement() + \" \" + $w.online() + \" \" + $w.labelsSince()"
                                        + " + \" \" + $t.inHours() + \" \" + $t.zone() + \" \" + $t.local().getHour()"
                                        + " + \" \" + $h.state()"))
                .containsExactly("web1 selective true 2026-07-01T07:50:00Z true UTC 8 OK");
    }

    /** What the lab's own traffic never says. */
    private static final String ROW =
            """
            {"src":{"ip":"10.0.0.5"},
             "dst":{"ip":"10.0.0.9","fqdn":"db.acme.test",
                    "workload":{"href":"/orgs/1/workloads/9","name":"","hostname":"db.acme.test","managed":true,
                                "enforcement_mode":"full","labels":[{"href":"/orgs/1/labels/14","key":"role","value":"DB"}]}},
             "service":{"port":445,"proto":6,"process_name":"svchost.exe","user_name":"SYSTEM",
                        "windows_service_name":"LanmanServer"},
             "num_connections":7,"state":"timed out","flow_direction":"inbound","policy_decision":"blocked",
             "boundary_decision":"blocked_by_override_deny","transmission":"broadcast","caps":[],
             "timestamp_range":{"first_detected":"2026-07-01T07:56:00Z","last_detected":"2026-07-01T07:58:00Z"}}
            """;

    private static final String WORKLOAD =
            """
            {"href":"/orgs/1/workloads/17","name":"web-01","hostname":"web-01.acme.test","managed":true,"online":true,
             "enforcement_mode":"full","public_ip":"203.0.113.20","labels":[],
             "interfaces":[{"name":"lo","address":"127.0.0.1","link_state":"up","loopback":true},
                           {"name":"eth0","address":"10.20.4.17","link_state":"up","loopback":false},
                           {"name":"eth1","address":"10.20.9.9","link_state":"down","loopback":false}]}
            """;

    @Test
    void why_a_flow_was_stopped_and_the_service_that_listened() throws Exception {
        String when =
                "$f : Flow( boundary == \"blocked_by_override_deny\", service == \"LanmanServer\","
                        + " user == \"SYSTEM\", process == \"svchost.exe\", transmission == \"broadcast\" )";
        String subject =
                "$f.dst().name() + \" \" + $f.dst().label(\"role\") + \" \" + $f.dst().enforcement() + \" \" + $f.state()"
                        + " + \" \" + $f.decision() + \" \" + $f.connections() + \" \" + $f.bytesMeasured()";

        assertThat(seenOfSaved(when, subject))
                .containsExactly("db.acme.test DB full timed out BLOCKED 7 false");
    }

    @Test
    void the_addresses_at_which_a_workload_can_be_met() throws Exception {
        assertThat(seenOfSaved("$w : Workload( has(\"203.0.113.20\") )", "$w.addresses() + \"\""))
                .containsExactly("[10.20.4.17, 203.0.113.20]");
    }

    private List<String> seenOfSaved(String when, String subject) throws Exception {
        Path saved = Files.createDirectory(folder.resolve("saved"));
        Files.writeString(saved.resolve("meta.json"), "{\"format\":1,\"counters\":\"clipped\"}");
        Files.writeString(
                saved.resolve("flows-0001.json"),
                """
                {"asked_at":"2026-07-01T08:00:00Z","start_date":"2026-07-01T07:55:00Z","end_date":"2026-07-01T08:00:00Z",
                 "rows":[%s]}
                """
                        .formatted(ROW));
        Files.writeString(saved.resolve("workloads.json"), "[" + WORKLOAD + "]");
        lab.close();
        lab = Lab.recorded(saved, clock).start();
        Installation set = new Installation(folder, clock).watches("hq", lab);
        try (Installation monitor =
                set.rule("one", Installation.one(when, subject + ", \"seen\"")).open()) {
            monitor.run();
            clock.set(EIGHT);
            return Installation.subjects(monitor.run());
        }
    }
}
