package illumiomonitor.engine.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.view.AlertFilter.States;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AlertViewsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Store store = Store.open(H2.memory());
    private final AlertViews views = new AlertViews(store);
    private int written;

    @BeforeEach
    void pce() {
        store.jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "insert into pce (pce_id, name, first_seen_at) values (1, 'hq', ?)",
                                        NOON.atOffset(ZoneOffset.UTC)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void alert(long id, String state, String severity, String subject, Instant at) {
        written++;
        store.jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "insert into alert (alert_id, pce_id, rule, rule_version, title, severity, subject,"
                                                + " episode, summary, state, first_tick, last_tick, occurrences, cooldown_s,"
                                                + " quiet_s, happened_at, visible_at, pulled_at, judged_at)"
                                                + " values (?, 1, 'a/b', 'v', 'T', ?, ?, ?, 'S', ?, ?, ?, 1, 60, 60, ?, ?, ?, ?)",
                                        id,
                                        severity,
                                        subject,
                                        written,
                                        state,
                                        at.atOffset(ZoneOffset.UTC),
                                        at.atOffset(ZoneOffset.UTC),
                                        at.atOffset(ZoneOffset.UTC),
                                        at.atOffset(ZoneOffset.UTC),
                                        at.atOffset(ZoneOffset.UTC),
                                        at.atOffset(ZoneOffset.UTC)));
    }

    private List<Long> walk(AlertFilter filter, int size, Duration patience) {
        List<Long> ids = new ArrayList<>();
        AlertCursor after = null;
        for (int pages = 0; pages < 10_000; pages++) {
            AlertPage page = views.page(filter, after, size, patience);
            page.alerts().forEach(line -> ids.add(line.id()));
            if (page.next() == null) {
                return ids;
            }
            after = AlertCursor.parse(page.next().text()).orElseThrow();
        }
        throw new AssertionError("the list has no end");
    }

    @Test
    void pages_of_any_size_show_each_alert_once_newest_first() {
        // many share a tick, as they do in life
        for (int i = 1; i <= 60; i++) {
            alert(
                    i,
                    List.of("OPEN", "ACKNOWLEDGED", "CLOSED").get(i % 3),
                    "LOW",
                    "s",
                    NOON.plusSeconds(i / 7));
        }

        for (int size : List.of(1, 7, 50, 100)) {
            assertThat(walk(AlertFilter.of(States.ALL), size, LONG))
                    .hasSize(60)
                    .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
        assertThat(walk(AlertFilter.of(States.ACTIVE), 7, LONG))
                .hasSize(40)
                .doesNotHaveDuplicates();
        assertThat(walk(AlertFilter.of(States.CLOSED), 7, LONG))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_search_that_runs_out_of_patience_says_how_far_it_came_and_goes_on() {
        for (int i = 1; i <= 3_000; i++) {
            alert(
                    i,
                    i % 2 == 0 ? "OPEN" : "CLOSED",
                    "LOW",
                    i % 1_000 == 1 ? "needle" : "hay",
                    NOON.plusSeconds(i));
        }
        AlertFilter needles = new AlertFilter(States.ALL, "", "", "", "NEEDLE");

        AlertPage first = views.page(needles, null, 10, Duration.ZERO);

        assertThat(first.searchedBackTo()).isNotNull();
        assertThat(first.next()).isNotNull();
        assertThat(walk(needles, 10, Duration.ZERO)).containsExactly(2_001L, 1_001L, 1L);
    }

    @Test
    void a_text_is_searched_as_it_is_written() {
        alert(1, "OPEN", "LOW", "100%_sure", NOON);
        alert(2, "OPEN", "LOW", "100 sure!", NOON);

        assertThat(walk(new AlertFilter(States.ALL, "", "", "", "%_S"), 9, LONG))
                .containsExactly(1L);
        assertThat(walk(new AlertFilter(States.ALL, "", "", "", "!"), 9, LONG)).containsExactly(2L);
        assertThat(walk(new AlertFilter(States.ALL, "", "", "", "' or 1=1 --"), 9, LONG)).isEmpty();
    }

    @Test
    void open_alerts_are_counted_by_severity_worst_first() {
        alert(1, "OPEN", "LOW", "a", NOON);
        alert(2, "OPEN", "CRITICAL", "b", NOON);
        alert(3, "OPEN", "LOW", "c", NOON);
        alert(4, "CLOSED", "HIGH", "d", NOON);

        assertThat(views.openBySeverity().toString()).isEqualTo("{CRITICAL=1, LOW=2}");
    }

    @Test
    void a_place_in_the_list_survives_the_address() {
        AlertCursor place = new AlertCursor(NOON, 4_711);

        assertThat(AlertCursor.parse(place.text())).contains(place);
        assertThat(AlertCursor.parse("yesterday_7")).isEmpty();
        assertThat(AlertCursor.parse(NOON + "_x")).isEmpty();
        assertThat(AlertCursor.parse(null)).isEmpty();
    }

    @Test
    void an_alert_that_is_not_there_is_empty() {
        assertThat(views.detail(1)).isEmpty();
        assertThat(views.whole(1)).isEmpty();
    }

    @Test
    void an_alert_that_became_part_of_another_is_answered_with_that() {
        alert(1, "OPEN", "LOW", "a", NOON);
        execute(
                "insert into alert_action (alert_id, at, who, action, note) values (1, ?, '', 'MERGED', '2')",
                NOON.atOffset(ZoneOffset.UTC));

        assertThat(views.detail(2)).isEqualTo(views.detail(1)).isPresent();
        assertThat(views.detail(3)).isEmpty();
    }

    @Test
    void a_page_is_cut_at_the_newest_rows_and_the_whole_is_not() {
        alert(1, "OPEN", "LOW", "a", NOON);
        int rows = AlertViews.DETAIL_LIMIT + 1;
        for (int i = 1; i <= rows; i++) {
            execute(
                    "insert into alert_evidence (alert_id, tick, kind, name, value) values (1, ?, 'NOTE', 'n', ?)",
                    NOON.plusSeconds(i).atOffset(ZoneOffset.UTC),
                    "v" + i);
            execute(
                    "insert into alert_action (alert_id, at, who, action, note) values (1, ?, 'ann', 'REOPENED', ?)",
                    NOON.plusSeconds(i).atOffset(ZoneOffset.UTC),
                    "n" + i);
            delivery(i, 1L, "ALERT");
        }

        AlertDetail page = views.detail(1).orElseThrow();
        AlertDetail whole = views.whole(1).orElseThrow();

        assertThat(whole.evidence()).hasSize(rows);
        assertThat(whole.deliveries()).hasSize(rows);
        assertThat(whole.actions()).hasSize(rows);
        assertThat(page.evidence()).isEqualTo(whole.evidence().subList(0, rows - 1));
        assertThat(page.deliveries()).isEqualTo(whole.deliveries().subList(0, rows - 1));
        assertThat(page.actions()).isEqualTo(whole.actions().subList(0, rows - 1));
        assertThat(page.evidence().get(0).value()).isEqualTo("v" + rows);
        assertThat(page.deliveries().get(0).id()).isEqualTo(rows);
        assertThat(page.actions().get(0).note()).isEqualTo("n" + rows);
    }

    @Test
    void the_digests_that_told_of_an_alert_are_among_its_deliveries() {
        alert(1, "OPEN", "LOW", "a", NOON);
        delivery(1, 1L, "ALERT");
        delivery(2, null, "DIGEST");
        delivery(3, null, "DIGEST");
        delivery(4, 1L, "CLOSED");
        execute("insert into digest_alert (alert_id, delivery_id) values (1, 2)");

        assertThat(views.detail(1).orElseThrow().deliveries())
                .extracting(AlertDetail.Delivery::id, AlertDetail.Delivery::kind)
                .containsExactly(tuple(4L, "CLOSED"), tuple(2L, "DIGEST"), tuple(1L, "ALERT"));
    }

    private void delivery(long id, Long alert, String kind) {
        execute(
                "insert into delivery (delivery_id, alert_id, channel, notification, kind, idempotency_key, payload,"
                        + " state, attempts, next_at, created_at) values (?, ?, 'soc', 1, ?, ?, '', 'SENT', 1, ?, ?)",
                id,
                alert,
                kind,
                "key-" + id,
                NOON.atOffset(ZoneOffset.UTC),
                NOON.atOffset(ZoneOffset.UTC));
    }

    private void execute(String sql, Object... values) {
        store.jdbi().useHandle(h -> h.execute(sql, values));
    }
}
