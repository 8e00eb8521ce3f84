package illumiomonitor.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.pce.LabPce;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.pce.PceClient;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.estate.LabelGroup;
import illumiomonitor.lab.http.Request;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a PCE's lists when some cannot be read, read from a lab PCE. */
class RefreshTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Predicate<Request> VENS = path("/vens");
    private static final Predicate<Request> WORKLOADS = path("/workloads");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT);
    private final List<String> warnings = new ArrayList<>();
    private Store store;
    private int pce;
    private Lab lab;
    private PceClient client;
    private Refresh refresh;

    private static Predicate<Request> path(String part) {
        return request -> request.path().contains(part);
    }

    @BeforeEach
    void start() {
        lab = Lab.empty(clock).start();
        store = Store.open(H2.memory());
        pce = new PceRegister(store).idOf("lab", EIGHT);
        client =
                new PceClient(
                        LabPce.of(lab),
                        Config.Pull.defaults(),
                        clock,
                        folder.resolve("spool"),
                        Pace.brisk());
        refresh =
                new Refresh(
                        store, pce, "lab", client::each, HOUR, Duration.ofDays(90), clock::instant);
    }

    @AfterEach
    void stop() {
        client.close();
        lab.close();
        store.close();
    }

    private Refresh.Report read() throws InterruptedException {
        return refresh.read(clock.instant(), warnings::add);
    }

    private Reference known() {
        Instant tick = clock.instant().plusSeconds(300);
        return store.jdbi().withHandle(handle -> new References(store).asOf(handle, pce, tick));
    }

    private Workload workload(String name) {
        return known().workloadCalled(name).orElseThrow();
    }

    @Test
    void heartbeats_of_a_list_that_fails_stay_with_the_time_at_which_they_were_read()
            throws Exception {
        lab.estate().workload("web", "10.0.0.5");
        read();
        clock.advance(HOUR);
        lab.faults().on(VENS).always().answer(500);

        Refresh.Report report = read();

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(workload("web").heartbeat()).isEqualTo(EIGHT.minusSeconds(120));
        assertThat(workload("web").readAt()).isEqualTo(EIGHT);
        clock.advance(HOUR);
        read();
        assertThat(workload("web").heartbeat()).as("twice").isEqualTo(EIGHT.minusSeconds(120));
        assertThat(workload("web").readAt()).as("twice").isEqualTo(EIGHT);
        lab.faults().clear();
        clock.advance(HOUR);
        assertThat(read().outcome()).isEqualTo(Outcome.OK);
        assertThat(workload("web").heartbeat()).isEqualTo(clock.instant().minusSeconds(120));
        assertThat(workload("web").readAt()).isEqualTo(clock.instant());
    }

    @Test
    void a_list_that_is_cut_midway_stays_whole_while_the_heartbeats_beside_it_are_new()
            throws Exception {
        Host gone = lab.estate().workload("app-0", "10.0.0.1");
        for (int n = 1; n < 40; n++) {
            lab.estate().workload("app-" + n, "10.0.1." + n);
        }
        read();
        lab.estate().remove(gone);
        clock.advance(HOUR);
        lab.faults().on(WORKLOADS).always().cut(0.5);

        Refresh.Report report = read();

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("workloads of PCE lab stay as they were read before");
        assertThat(known().workloads()).hasSize(40);
        assertThat(workload("app-7").heartbeat()).isEqualTo(clock.instant().minusSeconds(120));
        assertThat(workload("app-7").readAt()).isEqualTo(clock.instant());
        assertThat(workload("app-0").readAt())
                .as("the list of VENs, read since, does not tell of it")
                .isEqualTo(EIGHT);
    }

    @Test
    void heartbeats_are_kept_when_nothing_else_may_be_read() throws Exception {
        lab.estate().workload("web", "10.0.0.5");
        read();
        clock.advance(HOUR);
        lab.faults().on(VENS.negate()).always().answer(403);

        read();

        assertThat(workload("web").heartbeat()).isEqualTo(clock.instant().minusSeconds(120));
        assertThat(workload("web").readAt()).isEqualTo(clock.instant());
    }

    @Test
    void what_could_not_be_read_is_asked_for_again_soon_and_then_ever_less_often()
            throws Exception {
        assertThat(refresh.isDue()).isTrue();
        read();
        clock.advance(Duration.ofMinutes(59));
        assertThat(refresh.isDue()).isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(refresh.isDue()).isTrue();
        lab.faults().on(VENS).always().answer(500);
        for (int minutes : new int[] {2, 4, 8, 16, 32, 60, 60}) {
            assertThat(read().outcome()).isEqualTo(Outcome.PARTIAL);
            clock.advance(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(refresh.isDue()).as("before %d minutes", minutes).isFalse();
            clock.advance(Duration.ofSeconds(1));
            assertThat(refresh.isDue()).as("after %d minutes", minutes).isTrue();
        }
        lab.faults().clear();
        read();
        clock.advance(Duration.ofMinutes(59));
        assertThat(refresh.isDue()).isFalse();
    }

    @Test
    void a_reading_of_which_nothing_came_leaves_everything_as_it_was() throws Exception {
        lab.estate().workload("web", "10.0.0.5");
        read();
        clock.advance(HOUR);
        lab.faults().on(request -> true).always().answer(503);

        assertThat(read().outcome()).isEqualTo(Outcome.PARTIAL);

        assertThat(workload("web").heartbeat()).isEqualTo(EIGHT.minusSeconds(120));
        assertThat(workload("web").readAt()).isEqualTo(EIGHT);
        clock.advance(Duration.ofMinutes(5));
        assertThat(refresh.isDue()).isTrue();
    }

    @Test
    void labels_are_found_through_three_levels_of_groups_and_groups_that_hold_each_other()
            throws Exception {
        lab.estate().workload("db", "10.0.0.9", "app=Pay");
        LabelGroup low = lab.estate().labelGroup("Low", lab.estate().labels("app=Pay"));
        LabelGroup middle = lab.estate().labelGroup("Middle", List.of(), low);
        lab.estate().labelGroup("Top", List.of(), middle);
        LabelGroup one = lab.estate().labelGroup("One", List.of());
        LabelGroup other = lab.estate().labelGroup("Other", lab.estate().labels("app=Web"), one);
        lab.estate().labelGroup("One", List.of(), other);

        read();

        assertThat(groups(Map.of("app", "Pay"))).containsExactly("Low", "Middle", "Top");
        assertThat(groups(Map.of("app", "Web"))).containsExactly("One", "Other");
    }

    private List<String> groups(Map<String, String> labels) {
        return known().complete(
                        new Endpoint(
                                "10.9.9.9",
                                "",
                                "",
                                false,
                                "",
                                labels,
                                List.of(),
                                "",
                                true,
                                List.of()))
                .labelGroups();
    }

    @Test
    void ip_lists_beyond_the_cap_are_all_known() throws Exception {
        for (int n = 0; n < 620; n++) {
            lab.estate()
                    .ipList("list-%03d".formatted(n), "10.%d.%d.0/24".formatted(n / 200, n % 200));
        }

        assertThat(read().outcome()).isEqualTo(Outcome.OK);

        assertThat(known().ipLists()).contains("list-000", "list-619").hasSize(621);
    }

    @Test
    void an_ip_list_of_a_hundred_thousand_ranges_and_a_group_of_many_labels_are_kept_whole()
            throws Exception {
        int many = 100_000;
        String[] blocks = new String[many];
        for (int n = 0; n < many; n++) {
            blocks[n] = "20.%d.%d.%d/32".formatted(n / 16_384, n / 128 % 128, n % 128 * 2);
        }
        String[] labels = new String[25_000];
        Arrays.setAll(labels, n -> "app=App number " + n);
        lab.estate().ipList("Bad neighbours", blocks);
        lab.estate().labelGroup("Everything", lab.estate().labels(labels));

        assertThat(read().outcome()).isEqualTo(Outcome.OK);

        Reference known = known();
        assertThat(lists(known, "20.6.13.62"))
                .containsExactly("Any (0.0.0.0/0 and ::/0)", "Bad neighbours");
        assertThat(lists(known, "20.6.13.63")).containsExactly("Any (0.0.0.0/0 and ::/0)");
        assertThat(groups(Map.of("app", "App number 24999"))).containsExactly("Everything");
        clock.advance(HOUR);
        assertThat(read().changed()).as("read again, nothing has changed").isZero();
        lab.estate().ipList("One more", "198.51.100.0/24");
        clock.advance(Duration.ofDays(91));
        lab.estate().labelGroup("Everything more", List.of());
        assertThat(read().changed()).isEqualTo(2);
        assertThat(lists(known(), "20.6.13.62")).contains("Bad neighbours");
    }

    private static List<String> lists(Reference known, String ip) {
        Endpoint bare =
                new Endpoint(ip, "", "", false, "", Map.of(), List.of(), "", true, List.of());
        return known.complete(bare).ipLists();
    }
}
