package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Silence must not look like safety, and a rule that can see must not be called blind. */
class NeedsTest {

    private static String needs(String condition) {
        String text =
                """
                package illumiomonitor.rules.some
                import illumiomonitor.spi.*
                rule "some/rule" when
                    Threshold( rule == "some/rule", $max : value )
                    %s
                then
                end
                """
                        .formatted(condition);
        Set<Needs.Need> needs = Needs.of(text).get("some/rule");
        return needs == null
                ? "not parsed"
                : needs.stream().map(Enum::name).collect(Collectors.joining("+"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Flow( decision == Decision.BLOCKED, $c : connections ) ~ BLOCKED",
                "Flow( connections > 0 && decision == Decision.BLOCKED ) ~ BLOCKED",
                "Flow( ( decision == Decision.BLOCKED ) ) ~ BLOCKED",
                "exists Edge( decision == Decision.BLOCKED ) ~ BLOCKED",
                "groupby( Flow( decision == Decision.BLOCKED, $ip : srcIp, $c : connections ); $k : $ip; $n : sum($c); $n >= $max ) ~ BLOCKED",
                "accumulate( Flow( decision == Decision.BLOCKED, $c : connections ); $n : sum($c); $n >= $max ) ~ BLOCKED",
                "( Flow( decision == Decision.BLOCKED ) or Edge( decision == Decision.BLOCKED ) ) ~ BLOCKED",
                "( Flow( decision == Decision.BLOCKED ) or Edge( isNew ) ) ~ ``",
                "Flow( decision == Decision.BLOCKED || decision == Decision.POTENTIALLY_BLOCKED ) ~ ``",
                "Flow( decision != Decision.BLOCKED ) ~ ``",
                "Flow( unanswered ) ~ ``",
                "not Flow( decision == Decision.BLOCKED ) ~ ``",
                "accumulate( Flow( decision == Decision.BLOCKED, $c : connections ); $n : sum($c); $n == 0 ) ~ ``",
                "accumulate( Flow( decision == Decision.BLOCKED, $c : connections ); $n : sum($c) ) eval( $n > 3 || $max > 9 ) ~ ``",
                "Flow( bytesIn > 0 ) ~ BYTES",
                "Flow( mbps >= 10 ) ~ BYTES",
                "Talker( bytesSent > 1000000 ) ~ BYTES",
                "Baseline( metric == Metric.UPLOADED, z > 3.5 ) ~ BYTES",
                "Edge( history.bytesIn(srcIp, dstIp, Duration.ofDays(7)) >= $max * 1000000 ) ~ BYTES",
                "accumulate( Edge( isNew, $in : bytesIn ); $bytes : sum($in); $bytes >= $max ) ~ BYTES",
                "accumulate( Edge( $in : bytesIn + bytesOut ); $bytes : sum($in); $bytes > 5 ) ~ BYTES",
                "accumulate( Edge( $in : bytesIn ); $bytes : sum($in); $bytes > 5 || $max > 3 ) ~ ``",
                "accumulate( Edge( $in : bytesIn ); $bytes : sum($in) ) ~ ``",
                "accumulate( Edge( $in : bytesIn ); $n : count($in); $n > 5 ) ~ ``",
                "Flow( bytesIn <= 64 * connections ) ~ ``",
                "Flow( bytesIn == 0 ) ~ ``",
                "Flow( bytesIn > 0 || connections > 10 ) ~ ``",
                "Baseline( metric == Metric.BLOCKED_SOURCES, z > 3.5 ) ~ BLOCKED",
                "Baseline( metric == Metric.STOPPED_OUT, z > 3.5 ) ~ ``",
                "Baseline( metric == Metric.OPENED, z > 3.5 ) ~ ``",
                "Event( type == \"agent.tampering\" ) ~ EVENTS",
                "groupby( Event( $a : actor ); $k : $a; $n : count($a); $n >= $max ) ~ EVENTS",
                "not Event( type == \"agent.tampering\" ) ~ ``",
                "Flow( process == \"decision == BLOCKED && bytesIn > 3\" ) ~ ``",
                "Flow( decision == Decision.BLOCKED, bytesOut > 3 ) ~ BLOCKED+BYTES",
            })
    void a_rule_needs_what_has_to_match(String condition, String needs) {
        assertThat(needs(condition)).isEqualTo(needs == null ? "" : needs);
    }
}
