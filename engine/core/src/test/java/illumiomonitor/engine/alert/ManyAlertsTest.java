package illumiomonitor.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.H2;
import illumiomonitor.engine.view.AlertCursor;
import illumiomonitor.engine.view.AlertFilter;
import illumiomonitor.engine.view.AlertFilter.States;
import illumiomonitor.engine.view.AlertPage;
import illumiomonitor.engine.view.AlertViews;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    /** A search goes one stride beyond it; what is left of the limit is for a slow machine. */
    private static final Duration PATIENCE = Duration.ofMillis(10);

    @Test
    void pages_and_details_come_at_once(@TempDir Path folder) {
        try (Scene scene = new Scene(H2.file(folder.resolve("monitor")))) {
            fill(scene);
            AlertFilter all = AlertFilter.of(States.ALL);
            AlertFilter active = AlertFilter.of(States.ACTIVE);
            AlertCursor middle = new AlertCursor(Scene.at(-5 * (ALERTS / 200)), ALERTS / 2);
            List<String> slow = new ArrayList<>();
            measure(slow, "first page", () -> page(scene, all, null));
            measure(slow, "page in the middle", () -> page(scene, all, middle));
            measure(slow, "active", () -> page(scene, active, null));
            measure(slow, "active, middle", () -> page(scene, active, middle));
            narrow(slow, scene, States.CLOSED, "LOW", "traffic/rule-5", "hq", "");
            narrow(slow, scene, States.ACKNOWLEDGED, "", "traffic/rule-1", "", "");
            narrow(slow, scene, States.ALL, "", "traffic/never-fired", "", "");
            narrow(slow, scene, States.ALL, "", "", "", "host-77");
            AlertViews views = scene.views();
            measure(slow, "detail", () -> views.detail(ALERTS / 2).orElseThrow());
            assertThat(slow).isEmpty();
        }
    }

    private static AlertPage page(Scene scene, AlertFilter filter, AlertCursor after) {
        return scene.views().page(filter, after, 50, PATIENCE);
    }

    private static void narrow(
            List<String> slow,
            Scene scene,
            States states,
            String severity,
            String rule,
            String pce,
            String text) {
        AlertFilter filter = new AlertFilter(states, severity, rule, pce, text);
        measure(slow, filter.toString(), () -> page(scene, filter, null));
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
