package illumiomonitor.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.engine.rule.Trial;
import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Severity;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormTextTest {

    private static final Form RDP =
            new Form(
                    Kind.TRAFFIC,
                    "own/rdp",
                    "RDP from the office",
                    Severity.HIGH,
                    Mode.SHADOW,
                    Grouping.SOURCE,
                    Measure.USUAL,
                    25,
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ZERO,
                    List.of("T1021.001"),
                    List.of(
                            Filter.only(Field.DECISION, "blocked", "potentially blocked"),
                            Filter.only(Field.PORT, "3389/tcp", "5900-5910"),
                            Filter.only(Field.SRC_LABEL, "env=prod", "env=dev"),
                            Filter.not(Field.SRC_PLACE, "10.9.0.5", "Jump hosts")),
                    new Notes("somebody tries machines", "", ""));

    @Test
    void a_form_reads_as_a_person_would_have_written_it() {
        assertThat(FormText.of(RDP, Locale.ENGLISH))
                .isEqualTo(
                        """
                        package illumiomonitor.rules.own

                        import illumiomonitor.spi.*
                        global illumiomonitor.spi.Findings findings

                        /*
                         * Sees    connections of one source that reach the threshold within 10m; only decision BLOCKED or POTENTIALLY_BLOCKED, port 3389/6 or 5900-5910, source label env=prod or env=dev; not source address, network or IP list 10.9.0.5 or Jump hosts
                         * Means   somebody tries machines
                         * Quiet   when it is a false alarm: write it down, or raise the threshold
                         * Then    what to do first: write it down
                         */
                        rule "own/rdp"
                            @title("RDP from the office")
                            @severity(HIGH)
                            @mode(shadow)
                            @window("10m")
                            @cooldown("1h")
                            @threshold(25) @unit("connections")
                            @attack("T1021.001")
                        when
                            Threshold( rule == "own/rdp", $max : value )
                            groupby( $flow : Flow( decision in (Decision.BLOCKED, Decision.POTENTIALLY_BLOCKED),
                                                   ( ( port == 3389 && proto == 6 ) || ( port >= 5900 && port <= 5910 ) ),
                                                   src.label("env") in ("prod", "dev"), !( src.ip == "10.9.0.5" || src.in("Jump hosts") ),
                                                   connections > 0, $by : srcIp, $n : connections );
                                     $subject : $by;
                                     $value : sum($n), $facts : collectList($flow);
                                     $value >= $max )
                        then
                            findings.add($subject, $facts, "%s: %,d connections within 10m", $subject, $value);
                        end
                        """);
    }

    @Test
    void every_form_is_read_back_from_its_text_in_either_language() {
        SomeForms forms = new SomeForms(1);
        for (int n = 0; n < 1500; n++) {
            Form form = forms.next();
            Locale language = n % 2 == 0 ? Locale.ENGLISH : Locale.TRADITIONAL_CHINESE;
            String text = FormText.of(form, language);

            assertThat(FormText.read(text)).as(text).contains(form);
            assertThat(FormText.read(text.replace("\n", "\r\n"))).contains(form);
        }
    }

    @Test
    void a_text_that_somebody_edited_is_no_form() {
        String text = FormText.of(RDP, Locale.ENGLISH);
        List<String> edits =
                List.of(
                        text + "\n",
                        text.replace("connections > 0", "connections > 1"),
                        text.replace("port == 3389", "port  == 3389"),
                        text.replace("$value >= $max", "$value > $max"),
                        text.replace("somebody tries", "somebody * tries")
                                .replace(" * Means", "* Means"),
                        text.replace("in (\"prod\", \"dev\")", "in (\"prod\", \"dev\", \"\")"),
                        text.replace("sum($n)", "sum($n) "),
                        "");

        assertThat(edits).doesNotHaveDuplicates().doesNotContain(text);
        assertThat(edits).allSatisfy(edit -> assertThat(FormText.read(edit)).as(edit).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_rule_finds_what_plain_java_computes_from_its_form(Kind kind) throws Exception {
        SomeForms forms = new SomeForms(kind.ordinal() + 10L);
        int found = 0;
        for (int n = 0; n < 8; n++) {
            Form form = forms.next(kind, n % 2 == 0 ? 0.06 : 0.15);
            List<?> facts = new SomeFacts(n).of(kind);
            Map<String, Double> expected = new PlainTruth(form).of(facts);

            List<Found> findings = judged(form, facts);

            assertThat(findings)
                    .as(FormText.of(form, Locale.ENGLISH))
                    .extracting(Found::subject)
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
            assertThat(findings)
                    .allSatisfy(
                            finding ->
                                    assertThat(finding.summary())
                                            .contains(
                                                    shown(kind, expected.get(finding.subject()))));
            found += findings.size();
        }
        assertThat(found).as("findings to compare").isPositive();
    }

    private static String shown(Kind kind, double value) {
        return switch (kind) {
            case BANDWIDTH -> "%,.1f Mbit/s".formatted(value);
            case SPIKE -> "(%.1f standard deviations)".formatted(value);
            default -> "%,d ".formatted((long) Math.floor(value));
        };
    }

    private static List<Found> judged(Form form, List<?> facts) throws InterruptedException {
        Form live = live(form);
        Trial trial = Trial.of(live.file(), FormText.of(live, Locale.ENGLISH));
        assertThat(trial.errors()).as(FormText.of(live, Locale.ENGLISH)).isEmpty();
        Instant from = SomeFacts.TICK.minus(form.window());
        List<Flow> flows =
                facts.stream().filter(Flow.class::isInstance).map(Flow.class::cast).toList();
        List<RuleResult> results =
                trial.judge(
                        Trial.Facts.of(flows, flows.isEmpty() ? facts : List.of()),
                        new Tick(SomeFacts.TICK, from, ZoneOffset.UTC, true),
                        true,
                        Map.of());
        assertThat(results).extracting(RuleResult::error).containsOnlyNulls();
        return results.stream().flatMap(result -> result.findings().stream()).toList();
    }

    private static Form live(Form form) {
        return new Form(
                form.kind(),
                form.name(),
                form.title(),
                form.severity(),
                Mode.LIVE,
                form.group(),
                form.measure(),
                form.threshold(),
                form.window(),
                form.cooldown(),
                form.history(),
                form.attack(),
                form.filters(),
                form.notes());
    }

    @Test
    void what_makes_no_sense_is_refused_with_the_value() {
        Map<Field, String> wrong = new EnumMap<>(Field.class);
        wrong.put(Field.EVENT_TYPE, "Agent Tampering");
        wrong.put(Field.DECISION, "maybe");
        wrong.put(Field.PORT, "70000");
        wrong.put(Field.PROTOCOL, "tpc");
        wrong.put(Field.SRC_LABEL, "prod");
        wrong.put(Field.SRC_PLACE, "10.0.0.300");
        wrong.put(Field.DST_PLACE, "10.0.0.0/33");
        wrong.put(Field.PROCESS, "\\u0041");
        wrong.put(Field.USER, "/(/");
        wrong.put(Field.SRC_MANAGED, "maybe");
        wrong.put(Field.TRANSMISSION, "anycast");

        assertThat(wrong)
                .allSatisfy(
                        (field, value) ->
                                assertThatThrownBy(() -> Filter.only(field, value))
                                        .isInstanceOf(FormException.class)
                                        .hasMessageContaining(value));
        assertThatThrownBy(() -> Filter.not(Field.ANY_PLACE, "10.1.2.3/8"))
                .hasMessage(
                        "address, network or IP list of either side: 10.1.2.3/8 does not begin its"
                                + " network; write 10.0.0.0/8 for the network, or 10.1.2.3 for that"
                                + " address");
        assertThatThrownBy(() -> Filter.only(Field.SRC_PLACE, "2001:db8::1/32"))
                .hasMessageContaining("write 2001:db8:0:0:0:0:0:0/32 for the network");
        for (String port : List.of("2000-1000", "1-65536", "0-99999", "-5", "80-", "443/tpc")) {
            assertThatThrownBy(() -> Filter.only(Field.PORT, port))
                    .hasMessage(
                            "port: "
                                    + port
                                    + " is no port; write 443, 1000-2000 or 53/udp, up to 65535 and the"
                                    + " lower one first");
        }
        assertThatThrownBy(() -> RDP.named("own/new/x")).hasMessageContaining("own/new/x");
        assertThatThrownBy(() -> RDP.named("new/x")).hasMessageContaining("new/x");
    }

    @Test
    void names_that_nothing_has_or_nobody_can_look_up_are_no_rule_that_tells_people() {
        Names known = new Names(Set.of("env=prod", "env=dev"), Set.of("Jump hosts"));
        Names others = new Names(Set.of("env=prod"), Set.of("Corporate"));

        assertThat(known.unknown(live(RDP))).isEmpty();
        assertThat(others.unknown(live(RDP)))
                .extracting(FormException::getMessage)
                .anySatisfy(said -> assertThat(said).contains("no endpoint has the label env=dev"))
                .anySatisfy(said -> assertThat(said).contains("no IP list called Jump hosts"))
                .hasSize(2);
        assertThat(Names.NONE.unknown(live(RDP)))
                .extracting(FormException::getMessage)
                .allSatisfy(said -> assertThat(said).contains("cannot be looked up before"))
                .hasSize(3);
        assertThat(Names.NONE.unknown(RDP)).as("in shadow it tells nobody").isEmpty();
    }

    @Test
    void both_languages_have_every_word() {
        String bundle = "illumiomonitor/engine/form/words";

        assertThat(
                        Words.onlyOf(bundle, Locale.ENGLISH)
                                .disagreements(Words.onlyOf(bundle, Locale.TRADITIONAL_CHINESE)))
                .isEmpty();
        List<String> needed = new ArrayList<>();
        for (Field field : Field.values()) {
            needed.add("field." + field);
            needed.add("example." + field);
            needed.add("fault." + field.values.fault());
        }
        for (Kind kind : Kind.values()) {
            needed.addAll(
                    List.of(
                            "kind." + kind,
                            "kind.help." + kind,
                            "unit." + kind,
                            "finding." + kind));
        }
        for (Grouping group : Grouping.values()) {
            needed.add("group." + group);
        }
        assertThat(new TreeSet<>(FormWords.in(Locale.ENGLISH).keys())).containsAll(needed);
    }
}
