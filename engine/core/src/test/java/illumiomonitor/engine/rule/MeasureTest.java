package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a finding says there is, and what of it is notably more. */
class MeasureTest {

    private static final Tick TICK = new Tick(TEN, TEN.minusSeconds(600), ZoneOffset.UTC, true);
    private static final Endpoint WEB =
            new Endpoint("10.0.0.5", "", "web1", true, "full", Map.of(), List.of(), "");
    private static final String LIMIT = "Threshold( rule == \"a\", $max : value )\n    ";
    private static final String TELL = "findings.add(\"10.0.0.1\", $all, \"x\");";

    @ParameterizedTest
    @CsvSource({
        "9, 10, true",
        "10, 99, false",
        "99, 100, true",
        "100, 100, false",
        "1000, 999, false",
        "999, 1000, true",
        "0, 0.5, false",
        "0.5, 1, true",
        "1, 9.99, false"
    })
    void a_count_exceeds_another_when_it_has_more_digits(double told, double now, boolean more) {
        assertThat(new Measure(now, null).exceeds(new Measure(told, null))).isEqualTo(more);
    }

    @Test
    void any_larger_z_exceeds() {
        Measure told = new Measure(10.0, 5.0);

        assertThat(new Measure(10.0, 5.0).exceeds(told)).isFalse();
        assertThat(new Measure(1.0, 5.000001).exceeds(told)).isTrue();
        assertThat(new Measure(99.0, null).exceeds(told)).isFalse();
        assertThat(Measure.NONE.exceeds(Measure.NONE)).isFalse();
        assertThat(new Measure(Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo(Measure.NONE);
    }

    @Test
    void a_finding_carries_the_largest_z_that_it_matched() throws InterruptedException {
        String rule =
                Trials.rule(
                        "a",
                        "@refractory(\"7d\")",
                        "Baseline( z > 3.5 )",
                        "findings.add(\"web1\", \"x\");");

        List<Found> found =
                judged(rule, Trial.Facts.of(List.of(), List.of(high(7.25), high(4), high(9.5))));

        assertThat(found).extracting(Found::measure).containsExactly(new Measure(null, 9.5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "groupby( $f : Flow( $ip : srcIp, $to : dstIp ); $src : $ip; $to2 : collectSet($to), $all :"
                        + " collectList($f) )\n    eval( ((Set) $to2).size() >= $max )",
                "$s : Set( size >= $max ) from accumulate( Flow( $to : dstIp ); collectSet($to) )\n"
                        + "    accumulate( $f : Flow(); $all : collectList($f) )",
                "$s : Set() from accumulate( Flow( $to : dstIp ); collectSet($to) )\n"
                        + "    eval( $s.size() >= $max )\n"
                        + "    accumulate( $f : Flow(); $all : collectList($f) )"
            })
    void the_size_of_what_was_collected_is_what_was_compared(String when)
            throws InterruptedException {
        String rule =
                "import java.util.Set\n" + Trials.rule("a", "@threshold(1)", LIMIT + when, TELL);

        List<Found> found = judged(rule, HonestRulesTest.facts());

        assertThat(found).extracting(Found::value).containsExactly(2.0);
    }

    @Test
    void one_of_several_that_are_added_up_is_not_what_was_compared() throws InterruptedException {
        String rule =
                Trials.rule(
                        "a",
                        "@threshold(1)",
                        LIMIT
                                + "accumulate( $f : Flow( $c : connections, $p : port ); $all :"
                                + " collectList($f), $n : sum($c), $m : sum($p);"
                                + " $n + $m >= $max )",
                        TELL);

        assertThat(judged(rule, HonestRulesTest.facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.measure()).isEqualTo(Measure.NONE));
    }

    @Test
    void the_header_says_for_how_long_only_more_is_told() {
        assertThat(header("@threshold(1) @refractory(\"7d\")", LIMIT).refractory())
                .isEqualTo(Duration.ofDays(7));
        assertThat(header("@threshold(1)", LIMIT).refractory()).isZero();
    }

    private static Header header(String annotations, String when) {
        RuleText text =
                RuleReader.read(
                        "a.drl",
                        Trials.rule("a", annotations, when + "Flow( $s : srcIp )", "int x;"));
        assertThat(text.errors()).isEmpty();
        return text.headers().get(0);
    }

    @Test
    void a_length_that_is_none_is_refused_with_its_place() {
        assertThat(errors("@threshold(1) @refractory(\"a week\")", LIMIT))
                .singleElement()
                .satisfies(
                        error -> {
                            assertThat(error.line()).isEqualTo(4);
                            assertThat(error.message())
                                    .isEqualTo(
                                            "@refractory is a week, but must be a length such as \"10m\"");
                        });
    }

    @Test
    void a_rule_that_compares_nothing_is_refused() {
        assertThat(errors("@refractory(\"7d\")", ""))
                .extracting(RuleError::message)
                .containsExactly(
                        "@refractory of rule \"a\" has nothing to compare: match a Baseline, or"
                                + " compare a number with a Threshold, or leave @refractory out");
    }

    private static List<RuleError> errors(String annotations, String when) {
        return RuleReader.read(
                        "a.drl",
                        Trials.rule("a", annotations, when + "Flow( $s : srcIp )", "int x;"))
                .errors();
    }

    private static Baseline high(double z) {
        return new Baseline(
                "hq", Metric.UPLOADED, "10.0.0.5", WEB, 9000, 4.6, 0.2, z, 336, false, 99);
    }

    private static List<Found> judged(String text, Trial.Facts facts) throws InterruptedException {
        Trial trial = Trial.of("a.drl", text);
        assertThat(trial.errors()).isEmpty();
        RuleResult result = trial.judge(facts, TICK, true, Map.of()).get(0);
        assertThat(result.error()).isNull();
        return result.findings();
    }
}
