package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.SourceException.Problem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pull of events leaves in the store. */
class EventPullTest extends Pulls {

    @Test
    void an_event_is_stored_once_however_often_it_comes() throws Exception {
        pce.pce.events.add(event("a", "2026-07-01T09:55:00Z"));
        pce.pce.events.add(event("a", "2026-07-01T09:55:00Z"));
        events("2026-07-01T10:00:00Z");
        pce.pce.events.add(event("late", "2026-07-01T09:50:00Z"));
        pce.restart();

        PullReport report = events("2026-07-01T10:05:00Z");

        assertThat(report.increments()).isEqualTo(1);
        assertThat(count("event")).isEqualTo(2);
    }

    @Test
    void events_that_came_before_a_failure_stay_and_the_rest_is_a_gap() throws Exception {
        pce.pce.events.add(event("a", "2026-07-01T09:55:00Z"));
        pce.pce.failNext = 1;

        PullReport report = events("2026-07-01T10:00:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(count("event")).isEqualTo(1);
        assertThat(gaps()).singleElement().extracting("kind").isEqualTo("EVENTS");
        events("2026-07-01T10:05:00Z");
        assertThat(gaps()).singleElement().extracting("closedAt").isNotNull();
        assertThat(count("event")).isEqualTo(1);
    }

    @Test
    void events_that_cannot_be_read_are_a_gap_that_later_pulls_do_not_ask_for_again()
            throws Exception {
        events("2026-07-01T10:00:00Z");
        pce.pce.events.add(event("a", "2026-07-01T10:01:00Z"));
        pce.pce.missingEvents = "1 unreadable events, first: it has no href";

        PullReport report = events("2026-07-01T10:05:00Z");

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.reason()).contains("it has no href");
        assertThat(count("event")).isEqualTo(1);

        pce.pce.missingEvents = "";
        events("2026-07-01T10:30:00Z");

        assertThat(pce.pce.eventWindows)
                .last()
                .as("a quarter of an hour before what was answered")
                .extracting("from")
                .hasToString("2026-07-01T09:50:00Z");
        for (int minute = 35; minute < 60; minute += 5) {
            events("2026-07-01T10:%d:00Z".formatted(minute));
        }
        assertThat(pce.pce.eventWindows)
                .last()
                .extracting("from")
                .hasToString("2026-07-01T10:35:00Z");
    }

    @Test
    void what_could_not_be_read_stays_a_gap_once_the_overlap_has_passed_it() throws Exception {
        events("2026-07-01T10:00:00Z");
        pce.pce.missingEvents = "1 unreadable events, first: it has no href";
        pce.pce.events.add(event("a", "2026-07-01T10:04:00Z"));
        for (String tick : List.of("10:05", "10:10", "10:15", "10:20")) {
            events("2026-07-01T%s:00Z".formatted(tick));
        }
        pce.pce.missingEvents = "";
        events("2026-07-01T10:25:00Z");
        events("2026-07-01T10:30:00Z");

        assertThat(gaps())
                .singleElement()
                .satisfies(
                        gap -> {
                            assertThat(gap.closedAt()).isNull();
                            assertThat(gap.from()).isEqualTo("2026-07-01T10:00:00Z");
                            assertThat(gap.to()).isEqualTo("2026-07-01T10:05:00Z");
                        });
    }

    @Test
    void an_open_gap_is_listed_behind_a_thousand_that_are_closed() {
        Instant at = Instant.parse("2026-06-01T00:00:00Z");
        store.jdbi()
                .useTransaction(
                        handle -> {
                            Gaps.open(
                                    handle,
                                    pce.pceId,
                                    "EVENTS",
                                    at,
                                    at.plusSeconds(60),
                                    "lost",
                                    at);
                            for (int n = 1; n <= 1001; n++) {
                                Instant from = at.plusSeconds(n * 600L);
                                Instant to = from.plusSeconds(60);
                                Gaps.open(handle, pce.pceId, "EVENTS", from, to, "away", to);
                                Gaps.close(handle, pce.pceId, "EVENTS", from, to, 1, to);
                            }
                        });

        assertThat(gaps()).filteredOn(gap -> gap.closedAt() == null).hasSize(1);
    }

    private PullReport events(String tick) throws InterruptedException {
        pce.pce.now = Instant.parse(tick);
        return pce.puller.events(Instant.parse(tick), 1, Journal.none());
    }

    private static EventRow event(String href, String at) {
        return new EventRow(
                href,
                Instant.parse(at),
                "user.sign_in",
                "failure",
                "info",
                "user",
                "ops",
                "198.51.100.4",
                List.of("user.login_failed"),
                "",
                "",
                "root",
                "{}");
    }
}
