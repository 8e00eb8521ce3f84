package illumiomonitor.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages stay fast however many alerts there are. {@code JAVA_TOOL_OPTIONS=-Dalerts=1000000} for the
 * full number.
 */
class ManyAlertsTest {

    private static final int ALERTS = Integer.getInteger("alerts", 20_000);

    @Test
    void pages_and_details_come_at_once(@TempDir Path folder) {
        try (Scene scene = new Scene("jdbc:h2:file:" + folder.resolve("monitor"))) {
            fill(scene);
            AlertBook book = scene.book();
            List<String> slow = new ArrayList<>();
            measure(slow, "first page", () -> book.page(AlertFilter.all(), 50, null));
            AlertPage.Cursor middle =
                    new AlertPage.Cursor(Scene.at(-5 * (ALERTS / 200)), ALERTS / 2);
            measure(slow, "page in the middle", () -> book.page(AlertFilter.all(), 50, middle));
            measure(slow, "active", () -> book.page(AlertFilter.active(), 50, null));
            measure(slow, "active, middle", () -> book.page(AlertFilter.active(), 50, middle));
            measure(
                    slow,
                    "closed and low of a rule",
                    () ->
                            book.page(
                                    new AlertFilter(
                                            EnumSet.of(AlertState.CLOSED),
                                            Severity.LOW,
                                            "hq",
                                            "traffic/rule-5",
                                            null,
                                            false),
                                    50,
                                    null));
            measure(
                    slow,
                    "acknowledged of a rule",
                    () ->
                            book.page(
                                    new AlertFilter(
                                            EnumSet.of(AlertState.ACKNOWLEDGED),
                                            null,
                                            null,
                                            "traffic/rule-1",
                                            null,
                                            null),
                                    50,
                                    null));
            measure(
                    slow,
                    "a rule that never fired",
                    () ->
                            book.page(
                                    new AlertFilter(
                                            AlertFilter.all().states(),
                                            null,
                                            null,
                                            "traffic/none",
                                            null,
                                            null),
                                    50,
                                    null));
            measure(
                    slow,
                    "a subject",
                    () ->
                            book.page(
                                    new AlertFilter(
                                            AlertFilter.all().states(),
                                            null,
                                            null,
                                            null,
                                            "host-77",
                                            null),
                                    50,
                                    null));
            measure(slow, "detail", () -> book.detail(ALERTS / 2).orElseThrow());
            assertThat(slow).isEmpty();
        }
    }

    private static void measure(List<String> slow, String what, Supplier<?> question) {
        assertThat(question.get()).isNotNull();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThat(question.get()).isNotNull();
            best = Math.min(best, System.nanoTime() - start);
        }
        Duration took = Duration.ofNanos(best);
        System.getLogger("alerts")
                .log(System.Logger.Level.INFO, "{0}: {1} ms", what, took.toMillis());
        if (took.toMillis() > 100) {
            slow.add(what + " took " + took.toMillis() + " ms");
        }
    }

    /** Of 200 alerts of a tick one is open and one acknowledged. */
    private static void fill(Scene scene) {
        scene.store()
                .jdbi()
                .useHandle(
                        h -> {
                            for (int from = 0; from < ALERTS; from += 1000) {
                                h.execute(FILL, from, from + 999);
                            }
                        });
    }

    private static final String FILL =
            """
            insert into alert (pce_id, rule, rule_version, title, severity, subject, episode, summary, state, first_tick,
                               last_tick, occurrences, cooldown_s, quiet_s, happened_at, visible_at, pulled_at, judged_at)
            select 1, 'traffic/rule-' || mod(x, 40), '0123456789abcdef', 'A rule',
                   case mod(x, 5) when 0 then 'LOW' when 1 then 'HIGH' when 2 then 'CRITICAL' when 3 then 'INFO' else 'MEDIUM' end,
                   'host-' || mod(x, 10000), x / 10000, 'host was seen',
                   case mod(x, 200) when 0 then 'OPEN' when 1 then 'ACKNOWLEDGED' else 'CLOSED' end,
                   t, t, 3, 3600, 1800, t, t, t, t
              from (select x, dateadd(minute, -5 * (x / 100), timestamp with time zone '2026-11-20 10:00:00Z') as t
                      from system_range(?, ?))
            """;
}
