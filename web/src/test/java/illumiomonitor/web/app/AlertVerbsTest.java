package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.db.Store;
import illumiomonitor.engine.alert.AlertBook;
import illumiomonitor.engine.alert.Exceptions;
import illumiomonitor.engine.view.AlertViews;
import illumiomonitor.spi.Severity;
import illumiomonitor.web.service.ActionRow;
import illumiomonitor.web.service.AlertDecision;
import illumiomonitor.web.service.AlertFilter;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.ServiceException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AlertVerbsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private final Store store = Store.open("jdbc:h2:mem:" + UUID.randomUUID());
    private final AlertVerbs verbs =
            new AlertVerbs(
                    new AlertBook(
                            store,
                            new Exceptions(
                                    Path.of("no-such-folder", "e.yaml"),
                                    ZoneOffset.UTC,
                                    store,
                                    clock),
                            Duration.ofMinutes(15),
                            clock),
                    new AlertViews(store));

    @BeforeEach
    void alerts() {
        store.jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "insert into pce (pce_id, name, first_seen_at) values (1, 'hq', ?)",
                                        NOON.atOffset(ZoneOffset.UTC)));
        // more than one page of the store, a second apart
        fill(1, 1_200, "a/b", "MEDIUM", "CLOSED");
        fill(1_201, 1_201, "a/rare", "HIGH", "OPEN");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void fill(int from, int to, String rule, String severity, String state) {
        store.jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        insert into alert (alert_id, pce_id, rule, rule_version, title, severity, subject, episode,
                                                           summary, state, first_tick, last_tick, occurrences, cooldown_s, quiet_s,
                                                           happened_at, visible_at, pulled_at, judged_at)
                                        select x, 1, ?, 'v', 'T', ?, 'host-' || x, 1, 'S', ?, t, t, 1, 60, 60, t, t, t, t
                                          from (select x, dateadd(second, x, timestamp with time zone '2026-11-23 12:00:00Z') as t
                                                  from system_range(?, ?))
                                        """,
                                        rule,
                                        severity,
                                        state,
                                        from,
                                        to));
    }

    private List<Long> list(
            String state, String pce, String rule, Severity least, String subject, Instant since) {
        return verbs
                .list(new AlertFilter(state, pce, rule, least, subject, since, 1_000_000))
                .stream()
                .map(AlertRow::id)
                .toList();
    }

    @Test
    void a_list_goes_on_over_pages_newest_first() {
        assertThat(list(null, null, null, null, null, null))
                .hasSize(1_201)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(verbs.list(new AlertFilter(null, null, null, null, null, null, 3)))
                .extracting(AlertRow::id)
                .containsExactly(1_201L, 1_200L, 1_199L);
    }

    @Test
    void every_filter_narrows_the_list() {
        assertThat(list("open", null, null, null, null, null)).containsExactly(1_201L);
        assertThat(list("acknowledged", null, null, null, null, null)).isEmpty();
        assertThat(list(null, null, "a/rare", null, null, null)).containsExactly(1_201L);
        assertThat(list(null, null, null, Severity.HIGH, null, null)).containsExactly(1_201L);
        assertThat(list(null, "hq", null, Severity.LOW, null, null)).hasSize(1_201);
        assertThat(list(null, null, null, null, "ost-7", NOON.plusSeconds(750)))
                .hasSize(50)
                .startsWith(799L)
                .endsWith(750L);
    }

    @Test
    void nothing_has_an_empty_name() {
        assertThat(list(null, "", null, null, null, null)).isEmpty();
        assertThat(list(null, null, "", null, null, null)).isEmpty();
    }

    @Test
    void a_state_that_does_not_exist_is_named() {
        assertThatThrownBy(() -> list("active", null, null, null, null, null))
                .isInstanceOf(ServiceException.class)
                .hasMessage(
                        "active is no state of an alert; they are OPEN, ACKNOWLEDGED and CLOSED");
    }

    @Test
    void what_people_did_is_told_in_its_order() {
        verbs.acknowledge(new AlertDecision(1_201, "ann", "looking"));
        AlertRow closed = verbs.close(new AlertDecision(1_201, "bob", "done"));

        assertThat(closed.state()).isEqualTo("CLOSED");
        assertThat(closed.closedAt()).isEqualTo(NOON.plusSeconds(1_201));
        assertThat(verbs.detail(1_201).actions())
                .extracting(ActionRow::who)
                .containsExactly("ann", "bob");
    }
}
