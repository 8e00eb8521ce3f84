package illumiomonitor.engine.rollup;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.rule.Histories;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Tick;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/** What rules may ask of the past: as it was at the tick, and the same for all rules of a tick. */
abstract class HistoryContract extends MemoryContract {

    private static final Duration HOUR = Duration.ofHours(1);

    private List<Flow> flows(Instant from, Instant to) throws InterruptedException {
        return List.copyOf(memory.windows().between(PCE, "hq", from, to));
    }

    private History history(Instant at) {
        Tick tick = new Tick(at, at.minusSeconds(600), ZoneOffset.UTC, true);
        return memory.histories().of(PCE, "hq", tick, memory.windows());
    }

    @Test
    void what_was_allowed_in_a_day_has_its_begin_and_what_was_stopped_has_none()
            throws InterruptedException {
        Instant early = TEN.minus(Duration.ofHours(20));
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443)
                .allowed()
                .grew(4, 0, early, early.plus(HOUR))
                .grew(4, 0, TEN.minus(HOUR), TEN);
        planted.flow("10.0.0.1", "10.0.9.9", 22).grew(4, 0, early, TEN);
        pulled(TEN);

        Instant began =
                flows(TEN.minus(Duration.ofHours(24)), TEN).stream()
                        .filter(flow -> flow.port() == 443)
                        .map(Flow::began)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        History history = history(TEN);
        assertThat(history.allowedSince("10.0.0.1", "10.0.9.9", 443, 6))
                .isEqualTo(began)
                .isBeforeOrEqualTo(early.plus(HOUR));
        assertThat(history.allowedSince("10.0.0.1", "10.0.9.9", 22, 6)).isEqualTo(Instant.MAX);
    }

    @Test
    void what_the_windows_of_a_tick_ask_alike_is_read_once() throws InterruptedException {
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(4, 700, TEN.minusSeconds(60), TEN);
        planted.event(TEN.minusSeconds(120), "user.update", "success", "ann", "10.1.1.3");
        pulled(TEN);
        AtomicInteger reads = new AtomicInteger();
        planted.store
                .jdbi()
                .setSqlLogger(
                        new SqlLogger() {
                            @Override
                            public void logBeforeExecution(StatementContext context) {
                                reads.incrementAndGet();
                            }
                        });
        Histories histories = memory.histories().atOneTick();

        asked(histories, TEN, Duration.ofMinutes(10));
        int once = reads.get();
        asked(histories, TEN, HOUR);

        assertThat(once).isPositive();
        assertThat(reads).hasValue(once);
        asked(histories, TEN.plusSeconds(300), Duration.ofMinutes(10));
        assertThat(reads).as("at the next tick").hasValueGreaterThan(once);
    }

    private void asked(Histories histories, Instant at, Duration window) {
        Tick tick = new Tick(at, at.minus(window), ZoneOffset.UTC, true);
        History history = histories.of(PCE, "hq", tick, memory.windows());
        assertThat(history.eventsOf("user.update", HOUR)).hasSize(1);
        assertThat(history.events("ann", HOUR)).hasSize(1);
        assertThat(history.changes(List.of("user.update"), HOUR)).isEmpty();
        assertThat(history.unansweredHours("10.0.0.1", "10.0.9.9", 1, 24)).isZero();
        assertThat(history.bytesIn("10.0.0.1", "10.0.9.9", Duration.ofHours(24))).isEqualTo(700);
    }

    @Test
    void an_answer_that_hangs_on_the_begin_of_a_window_is_not_that_of_another()
            throws InterruptedException {
        Instant yesterday = TEN.minus(Duration.ofHours(30));
        planted.pull(TEN, "OK");
        planted.event(yesterday, "user.update", "success", "ann", "10.1.1.3");
        pulled(TEN);
        Histories histories = memory.histories().atOneTick();
        Tick day = new Tick(TEN, TEN.minus(Duration.ofHours(1)), ZoneOffset.UTC, true);
        Tick days = new Tick(TEN, TEN.minus(Duration.ofDays(2)), ZoneOffset.UTC, true);

        assertThat(histories.of(PCE, "hq", day, memory.windows()).actorSeenFrom("ann", "10.1.1.3"))
                .isTrue();
        assertThat(histories.of(PCE, "hq", days, memory.windows()).actorSeenFrom("ann", "10.1.1.3"))
                .isFalse();
    }

    @Test
    void the_past_can_be_asked() throws InterruptedException {
        Instant day = Instant.parse("2026-03-01T12:00:00Z");
        planted.pull(day, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(3, 500, day.minusSeconds(60), day);
        planted.flow("10.0.0.2", "10.0.9.9", 443).allowed().grew(1, day);
        planted.flow("10.0.0.2", "192.0.2.7", 443)
                .allowed()
                .grew(1, 900, day.minusSeconds(60), day);
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(4, 700, TEN.minusSeconds(60), TEN);
        planted.event(day, "user.update", "success", "ann", "10.1.1.3");
        planted.event(day.minus(HOUR.multipliedBy(3)), "user.update", "success", "ann", "10.1.1.1");
        pulled(TEN);
        History history = history(TEN);
        Endpoint src = flows(TEN.minusSeconds(600), TEN).get(0).src();

        assertThat(history.firstSeen("10.0.0.1", "10.0.9.9", 443, 6))
                .isEqualTo(day.minusSeconds(60));
        assertThat(history.firstSeen("10.0.0.1", "10.0.9.9", 22, 6)).isEqualTo(Instant.MAX);
        assertThat(history.lastSeen("10.0.0.1", "10.0.9.9", 443, 6))
                .isEqualTo(Instant.parse("2026-03-01T23:59:59Z"));
        assertThat(history.peers(src)).isEqualTo(1);
        assertThat(history.prevalence(src, "10.0.9.9", 443, 6)).isEqualTo(1);
        assertThat(history.portPrevalence(src, 22, 6)).isZero();
        assertThat(history.peerOverlap(src)).isEqualTo(1);
        assertThat(history.connections("10.0.0.1", "10.0.9.9", 443, 6, HOUR)).isEqualTo(4);
        assertThat(history.connections("10.0.0.1", "10.0.9.9", 443, 6, Duration.ofDays(2)))
                .isEqualTo(7);
        assertThat(history.bytesIn("10.0.0.1", "10.0.9.9", HOUR)).isEqualTo(700);
        assertThat(history.bytesIn("10.0.0.1", "10.0.9.9", Duration.ofDays(3))).isEqualTo(1200);
        assertThat(history.dailyBytesIn("10.0.0.1", "10.0.9.9", 2)).containsExactly(500L, 0L);
        assertThat(history.uploadPercentile("", 99)).isEqualTo(900);
        assertThat(history.usualBytes("", 443, 6)).as("of 166 and 900").isEqualTo(166);
        assertThat(history.usualBytes("", 22, 6)).isZero();
        assertThat(history.roleEgressed("")).isFalse();
        assertThat(history.stoppedBefore("10.0.0.1", "10.0.9.9", 443, 6)).isFalse();
        assertThat(history.events("ann", Duration.ofDays(2))).hasSize(2);
        assertThat(history.eventsOf("user.update", Duration.ofHours(1))).isEmpty();
        assertThat(history.actorSeenFrom("ann", "10.1.1.1")).isTrue();
        assertThat(history.actorSeenFrom("ann", "10.1.1.2")).isFalse();
        assertThat(history.actorHourShare("ann", TEN)).isEqualTo(1);
        assertThat(history.firstSeen("10.0.0.2")).isEqualTo(day.minusSeconds(60));
    }

    private void labelled(String ip, String labels) {
        planted.execute("update endpoint set labels = ? where ip = ?", labels, ip);
    }

    @Test
    void peers_are_alike_by_the_applications_they_reach() throws InterruptedException {
        Instant day = TEN.minus(Duration.ofDays(1));
        planted.pull(day, "OK");
        planted.flow("10.0.0.1", "10.0.9.1", 443).allowed().grew(1, day);
        planted.flow("10.0.0.1", "192.0.2.7", 443).allowed().grew(1, day);
        planted.flow("10.0.0.2", "10.0.9.2", 443).allowed().grew(1, day);
        planted.flow("10.0.0.3", "10.0.9.3", 443).allowed().grew(1, day);
        labelled("10.0.9.1", "app=pay,role=db");
        labelled("10.0.9.2", "app=pay,role=web");
        labelled("10.0.9.3", "app=mail");
        labelled("192.0.2.7", "");
        pulled(day);
        Endpoint one = flows(day.minusSeconds(600), day).get(0).src();

        assertThat(one.ip()).isEqualTo("10.0.0.1");
        assertThat(history(TEN).peerOverlap(one))
                .as("pay and 192.0.2.7 of its own, pay and mail of theirs")
                .isEqualTo(1 / 3.0);
    }

    @Test
    void prevalence_is_the_share_of_other_sources_with_the_same_labels()
            throws InterruptedException {
        Instant day = TEN.minus(Duration.ofDays(1));
        planted.pull(day, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 22).allowed().grew(1, day);
        planted.flow("10.0.0.2", "10.0.9.9", 22).allowed().grew(1, day);
        planted.flow("10.0.0.3", "10.0.9.9", 443).allowed().grew(1, day);
        planted.flow("10.0.0.4", "10.0.9.8", 22).allowed().grew(1, day);
        planted.flow("10.0.0.5", "10.0.9.9", 22).allowed().grew(1, day);
        labelled("10.0.0.5", "app=shop,role=other,env=prod");
        pulled(day);
        Endpoint one = flows(day.minusSeconds(600), day).get(0).src();
        History history = history(TEN);

        assertThat(one.ip()).isEqualTo("10.0.0.1");
        assertThat(history.peers(one)).isEqualTo(3);
        assertThat(history.prevalence(one, "10.0.9.9", 22, 6)).isEqualTo(1 / 3.0);
        assertThat(history.portPrevalence(one, 22, 6)).isEqualTo(2 / 3.0);
    }

    @Test
    void the_history_of_a_tick_knows_nothing_of_what_came_after() throws InterruptedException {
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(3, TEN.minusSeconds(60));
        planted.event(TEN.minusSeconds(60), "user.update", "success", "ann", "10.1.1.1");
        pulled(TEN);
        Instant later = TEN.plus(HOUR.multipliedBy(24));
        planted.pull(later, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(9, later.minusSeconds(60));
        planted.flow("10.0.0.1", "10.0.9.8", 443).grew(9, later.minusSeconds(60));
        planted.event(later.minusSeconds(60), "user.update", "success", "ann", "10.1.1.2");
        pulled(later);

        History then = history(TEN);
        assertThat(then.firstSeen("10.0.0.1", "10.0.9.8", 443, 6)).isEqualTo(Instant.MAX);
        assertThat(then.connections("10.0.0.1", "10.0.9.9", 443, 6, HOUR)).isEqualTo(3);
        assertThat(then.events("ann", HOUR)).hasSize(1);
        assertThat(then.actorSeenFrom("ann", "10.1.1.1")).as("only in the window").isFalse();
        History now = history(later);
        assertThat(now.connections("10.0.0.1", "10.0.9.9", 443, 6, Duration.ofDays(2)))
                .isEqualTo(12);
        assertThat(now.events("ann", Duration.ofDays(2))).hasSize(2);
        assertThat(now.actorSeenFrom("ann", "10.1.1.1")).isTrue();
    }

    @Test
    void an_answer_is_kept_until_the_tick_is_judged() throws InterruptedException {
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(3, TEN.minusSeconds(60));
        planted.event(TEN.minusSeconds(60), "user.update", "success", "ann", "10.1.1.1");
        pulled(TEN);
        History history = history(TEN);
        assertThat(history.events("ann", HOUR)).hasSize(1);
        assertThat(history.connections("10.0.0.1", "10.0.9.9", 443, 6, HOUR)).isEqualTo(3);

        planted.event(TEN.minusSeconds(30), "user.update", "success", "ann", "10.1.1.1");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(4, TEN.minusSeconds(30));

        assertThat(history.events("ann", HOUR)).hasSize(1);
        assertThat(history.connections("10.0.0.1", "10.0.9.9", 443, 6, HOUR)).isEqualTo(3);
        assertThat(history(TEN).events("ann", HOUR)).hasSize(2);
        assertThat(history(TEN).connections("10.0.0.1", "10.0.9.9", 443, 6, HOUR)).isEqualTo(7);
    }

    @Test
    void changes_of_any_kind_make_the_hours_of_a_person() {
        planted.pull(TEN, "OK");
        Instant week = TEN.minus(Duration.ofDays(7));
        for (int n = 0; n < 10; n++) {
            Instant at = week.minus(Duration.ofDays(7L * n));
            planted.event(at, "workloads.bulk_update", "success", "ann", "10.1.1.1");
            planted.event(at, "sec_policy.restore", "success", "ann", "10.1.1.1");
            planted.event(at.plus(HOUR), "user.sign_in", "success", "ann", "10.1.1.1");
        }

        assertThat(history(TEN).actorHourShare("ann", TEN)).isEqualTo(1);
        assertThat(history(TEN).actorHourShare("ann", TEN.plus(HOUR.multipliedBy(3)))).isZero();
    }

    /** One change each so many hours, before TEN. */
    private void changes(String actor, int count, Duration apart) {
        planted.pull(TEN, "OK");
        for (int n = 1; n <= count; n++) {
            Instant at = TEN.minus(apart.multipliedBy(n)).minusSeconds(1200);
            planted.event(at, "rule_set.update", "success", actor, "10.1.1.1");
        }
    }

    @Test
    void no_hour_is_unusual_for_who_works_at_all_hours() {
        changes("ann", 170, Duration.ofHours(11));

        for (int hour = 0; hour < 168; hour++) {
            assertThat(history(TEN).actorHourShare("ann", TEN.minus(HOUR.multipliedBy(hour))))
                    .as("%d hours before", hour)
                    .isGreaterThan(0.01);
        }
    }

    @Test
    void the_hours_beside_those_of_a_person_are_no_others() {
        changes("ann", 20, Duration.ofDays(1));

        assertThat(history(TEN).actorHourShare("ann", TEN.plus(HOUR))).isEqualTo(1);
        assertThat(history(TEN).actorHourShare("ann", TEN.plus(HOUR.multipliedBy(2)))).isZero();
        assertThat(history(TEN).actorHourShare("ann", TEN.minus(HOUR.multipliedBy(3)))).isOne();
        assertThat(history(TEN).actorHourShare("ann", TEN.minus(HOUR.multipliedBy(4)))).isZero();
        assertThat(history(TEN).actorHourShare("ann", TEN.minus(HOUR.multipliedBy(10)))).isZero();
    }

    @Test
    void a_day_on_which_a_person_never_works_is_unusual_at_any_hour() {
        planted.pull(TEN, "OK");
        for (int n = 1; n <= 40; n++) {
            Instant at = TEN.minus(Duration.ofDays(n));
            if (at.atZone(ZoneOffset.UTC).getDayOfWeek() != DayOfWeek.SUNDAY) {
                planted.event(at, "rule_set.update", "success", "ann", "10.1.1.1");
            }
        }

        assertThat(history(TEN).actorHourShare("ann", TEN.minus(Duration.ofDays(1)))).isZero();
        assertThat(history(TEN).actorHourShare("ann", TEN.minus(HOUR))).isGreaterThan(0.01);
    }

    @Test
    void only_what_concerns_a_workload_or_all_is_an_event_of_its_policy() {
        planted.pull(TEN, "OK");
        Endpoint web =
                new Endpoint(
                        "10.0.0.1",
                        "/orgs/1/workloads/1",
                        "web",
                        true,
                        "full",
                        Map.of(),
                        List.of(),
                        "");
        changed("workload.update", "/orgs/1/workloads/1", "description", "success");
        changed("workload.update", "/orgs/1/workloads/2", "labels", "success");
        changed("workload.update", "/orgs/1/workloads/1", "labels", "failure");
        assertThat(history(TEN).policyEvents(web, HOUR)).isEmpty();

        changed("workload.update", "/orgs/1/workloads/1", "labels", "success");
        planted.event(TEN.minusSeconds(20), "sec_policy.create", "success", "ann", "");
        planted.event(TEN.minusSeconds(10), "workloads.bulk_update", "success", "ann", "");
        planted.event(TEN.minusSeconds(9), "workloads.bulk_update", "failure", "ann", "");
        planted.event(TEN.minus(HOUR), "sec_policy.create", "success", "ann", "");

        assertThat(history(TEN).policyEvents(web, HOUR))
                .extracting(Event::type)
                .containsExactly("workload.update", "sec_policy.create", "workloads.bulk_update");
    }

    @Test
    void who_signs_in_before_a_change_does_not_make_the_address_known() {
        planted.pull(TEN, "OK");
        planted.event(TEN.minusSeconds(1200), "user.sign_in", "success", "ann", "10.1.1.2");
        planted.event(
                TEN.minus(HOUR.multipliedBy(23)), "user.sign_in", "success", "ann", "10.1.1.2");
        planted.event(TEN.minusSeconds(10), "rule_set.update", "success", "ann", "10.1.1.2");
        planted.event(
                TEN.minus(HOUR.multipliedBy(25)), "user.sign_in", "success", "ann", "10.1.1.1");

        assertThat(history(TEN).actorSeenFrom("ann", "10.1.1.2")).isFalse();
        assertThat(history(TEN).actorSeenFrom("ann", "10.1.1.1")).isTrue();
    }

    @Test
    void changes_of_some_types_can_be_asked_for_days_back() {
        Instant monday = TEN.minus(Duration.ofDays(3));
        planted.pull(TEN, "OK");
        changed("workload.update", "/orgs/1/workloads/1", "labels", "success");
        changed("workload.update", "/orgs/1/workloads/2", "labels", "failure");
        planted.event(monday, "ip_list.update", "success", "ann", "");
        body(
                """
                {"resource_changes": [{"change_type": "update", "resource": {"ip_list": {"name": "Any"}},
                                       "changes": {"ip_ranges": {"before": "a", "after": "b"}}}]}
                """);

        assertThat(history(TEN).changes(List.of("ip_list", "sec_rule"), Duration.ofDays(7)))
                .extracting(Change::object)
                .containsExactly("Any");
        assertThat(history(TEN).changes(List.of("ip_list"), Duration.ofDays(2))).isEmpty();
        assertThat(history(TEN).changes(List.of("workload", "ip_list"), Duration.ofDays(7)))
                .extracting(Change::type)
                .containsExactly("ip_list", "workload");
    }

    @Test
    void an_event_about_many_hosts_names_each_of_them() {
        planted.pull(TEN, "OK");
        planted.event(TEN.minusSeconds(30), "system_task.agent_offline_check", "", "", "");
        List<String> hosts =
                IntStream.rangeClosed(1, 40)
                        .mapToObj(n -> "web-%02d.example.com".formatted(n))
                        .toList();
        body(
                hosts.stream()
                        .map(
                                """
                                {"resource": {"workload": {"hostname": "%s"}}, "changes": {"online": {}}}"""
                                        ::formatted)
                        .collect(Collectors.joining(", ", "{\"resource_changes\": [", "]}")));
        planted.execute(
                "update event set workload = ?", String.join(", ", hosts).substring(0, 255));

        assertThat(history(TEN).eventsOf("system_task.agent_offline_check", HOUR))
                .singleElement()
                .extracting(Event::hosts)
                .isEqualTo(hosts);
    }

    @Test
    void the_share_that_is_stopped_of_an_application_is_of_days_with_traffic() throws Exception {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        for (int back = 0; back < 7; back++) {
            Instant then = noon.minus(Duration.ofDays(back));
            planted.pull(then, "OK");
            if (back < 4) {
                planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(6, then.minusSeconds(60));
                planted.flow("10.0.0.2", "10.0.9.9", 22).grew(back == 3 ? 18 : 4, then);
            }
        }
        pulled(TEN);

        assertThat(history(TEN).stoppedShare("shop|prod", 7, 50)).isEqualTo(0.4);
        assertThat(history(TEN).stoppedShare("shop|prod", 7, 100)).isEqualTo(0.75);
        assertThat(history(TEN).stoppedShare("shop|prod", 2, 50))
                .as("two days are few")
                .isEqualTo(-1);
        assertThat(history(TEN).stoppedShare("shop|dev", 7, 50)).isEqualTo(-1);
    }

    @Test
    void shares_that_are_stopped_are_read_once_for_all_applications_and_ticks_of_a_day()
            throws Exception {
        for (int back = 1; back <= 3; back++) {
            Instant then = TEN.minus(Duration.ofDays(back));
            planted.pull(then, "OK");
            planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(6, then);
            planted.flow("10.0.0.1", "192.0.2.7", 22).grew(4, then);
        }
        pulled(TEN);
        List<String> reads = new ArrayList<>();
        planted.store
                .jdbi()
                .setSqlLogger(
                        new SqlLogger() {
                            @Override
                            public void logBeforeExecution(StatementContext context) {
                                reads.add(context.getRawSql());
                            }
                        });
        History history = history(TEN);

        assertThat(history.stoppedShare("shop|prod", 7, 50)).isZero();
        assertThat(history.stoppedShare("shop|dev", 7, 50)).isOne();
        assertThat(history.stoppedShare("shop|dev", 7, 100)).isOne();

        assertThat(reads).as("a day each").hasSize(7).allMatch(sql -> sql.contains("edge_day"));
        reads.clear();
        assertThat(history(TEN.plus(HOUR)).stoppedShare("shop|dev", 7, 50)).isOne();
        assertThat(reads).as("at another tick of the day").isEmpty();
    }

    @Test
    void shares_that_are_stopped_are_those_of_a_day_that_late_rows_had_made_again()
            throws Exception {
        for (int back = 1; back <= 3; back++) {
            Instant then = TEN.minus(Duration.ofDays(back));
            planted.pull(then, "OK");
            planted.flow("10.0.0.1", "192.0.2.7", 22).grew(4, then);
        }
        pulled(TEN);
        assertThat(history(TEN).stoppedShare("shop|dev", 7, 1)).isOne();
        planted.pull(TEN.plusSeconds(300), "OK");
        planted.flow("10.0.0.2", "192.0.2.7", 443)
                .allowed()
                .grew(12, TEN.minus(HOUR.multipliedBy(20)));

        pulled(TEN.plus(HOUR));

        assertThat(history(TEN.plus(HOUR)).stoppedShare("shop|dev", 7, 1)).isEqualTo(0.25);
    }

    private void body(String body) {
        planted.execute(
                "update event set body = ? where event_id = (select max(event_id) from event)",
                body);
    }

    private void changed(String type, String href, String field, String status) {
        planted.event(TEN.minusSeconds(30), type, status, "ann", "");
        body(
                """
                {"resource_changes": [{"change_type": "update",
                                       "resource": {"workload": {"href": "%s", "name": "x"}},
                                       "changes": {"%s": {"before": "a", "after": "b"}}}]}
                """
                        .formatted(href, field));
    }

    @Test
    void one_rule_cannot_change_what_the_history_tells_the_next() throws InterruptedException {
        planted.pull(TEN, "OK");
        planted.event(TEN.minusSeconds(60), "user.update", "success", "ann", "10.1.1.1");
        History history = history(TEN);

        assertThat(
                        List.of(
                                history.events("ann", HOUR),
                                history.eventsOf("user.update", HOUR),
                                history.dailyBytesIn("10.0.0.1", "10.0.9.9", 2)))
                .allSatisfy(
                        list ->
                                assertThatThrownBy(list::clear)
                                        .isInstanceOf(UnsupportedOperationException.class));
        assertThat(history.events("ann", HOUR)).hasSize(1);
    }
}
