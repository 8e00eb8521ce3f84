package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedTest {

    private static final Clock CLOCK = Clock.fixed(Planted.TEN, ZoneOffset.UTC);
    private static final String REFUSED =
            "rule \"a\" needs 30 days of history, keep.rollups is 14d:"
                    + " set keep.rollups to 30d or more";

    @TempDir Path dir;
    private final Planted planted = new Planted();

    @AfterEach
    void close() {
        planted.close();
    }

    @Test
    void a_rule_that_needs_more_history_than_is_kept_is_refused_with_the_figure_to_set() {
        Trials.write(dir, "a.drl", edge("a", "30d"));
        Trials.write(dir, "b.drl", edge("b", "14d"));
        Rulebook rulebook = rulebook(14);

        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("b");
        RuleState refused = rulebook.states().get(0);
        assertThat(refused.state()).isEqualTo("BROKEN");
        assertThat(refused.errors()).extracting(RuleError::message).containsExactly(REFUSED);
        assertThat(refused.errors()).extracting(RuleError::line).containsExactly(4);
    }

    @Test
    void a_rule_that_judged_stops_when_less_is_kept_than_it_needs() {
        Trials.write(dir, "a.drl", edge("a", "30d"));
        assertThat(rulebook(90).rules()).extracting(RuleInfo::name).containsExactly("a");

        Rulebook restarted = rulebook(14);

        assertThat(restarted.rules()).isEmpty();
        assertThat(restarted.states()).extracting(RuleState::state).containsExactly("BROKEN");
        assertThat(rulebook(30).rules()).extracting(RuleInfo::name).containsExactly("a");
    }

    @Test
    void a_saved_text_that_needs_too_much_is_told_to_whoever_saves_it() {
        Rulebook rulebook = rulebook(14);

        assertThat(rulebook.save("a.drl", edge("a", "30d"), "jo", "longer"))
                .extracting(RuleError::message)
                .containsExactly(REFUSED);
    }

    @Test
    void a_check_with_a_configuration_says_the_same_and_one_without_does_not() throws Exception {
        Trials.write(dir, "a.drl", edge("a", "30d"));

        assertThat(RuleCheck.of(dir, keep(14)))
                .extracting(RuleError::message)
                .containsExactly(REFUSED);
        assertThat(RuleCheck.of("a.drl", edge("a", "30d"), keep(14))).hasSize(1);
        assertThat(RuleCheck.of(dir)).isEmpty();
    }

    @Test
    void flows_and_events_are_measured_by_how_long_they_themselves_are_kept() {
        assertThat(said("Flow( port == 22 )", "@minHistory(\"15d\")"))
                .containsExactly(
                        "rule \"a\" needs 15 days of history, keep.flows is 14d:"
                                + " set keep.flows to 15d or more");
        assertThat(said("Event( type == \"x\" )", "@minHistory(\"36h\")")).isEmpty();
        assertThat(said("Event( type == \"x\" )", "@minHistory(\"2161h\")"))
                .containsExactly(
                        "rule \"a\" needs 2161h of history, keep.events is 90d:"
                                + " set keep.events to 2161h or more");
        assertThat(said("Edge( port == 22 )", "@minHistory(\"15d\")")).isEmpty();
    }

    private List<String> said(String when, String annotations) {
        String text = Trials.rule("a", annotations, when, "findings.add(\"a\", \"b\");");
        return RuleCheck.of("a.drl", text, Config.Keep.defaults()).stream()
                .map(RuleError::message)
                .toList();
    }

    private Rulebook rulebook(int days) {
        Rulebook rulebook = new Rulebook(dir, planted.store, CLOCK, keep(days));
        rulebook.refresh(Journal.none());
        return rulebook;
    }

    private static Config.Keep keep(int days) {
        Config.Keep keep = Config.Keep.defaults();
        return new Config.Keep(
                keep.flows(), Duration.ofDays(days), keep.events(), keep.alerts(), keep.runs());
    }

    private static String edge(String name, String history) {
        return Trials.rule(
                name,
                "@minHistory(\"" + history + "\")",
                "Edge( port == 22 )",
                "findings.add(\"ssh\", \"seen\");");
    }
}
