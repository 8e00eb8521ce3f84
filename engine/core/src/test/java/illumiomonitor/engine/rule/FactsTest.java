package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.spi.Address;
import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Tick;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Facts besides flows and events reach rules, and their numbers reach the evidence. */
class FactsTest {

    private static final Tick TICK = new Tick(TEN, TEN.minusSeconds(600), ZoneOffset.UTC, true);
    private static final Endpoint WEB =
            new Endpoint("10.0.0.5", "", "web1", true, "full", Map.of(), List.of(), "");

    @Test
    void an_alert_shows_the_numbers_that_a_baseline_compared() throws InterruptedException {
        Baseline high =
                new Baseline(
                        "hq",
                        Metric.UPLOADED,
                        "10.0.0.5",
                        WEB,
                        9000,
                        4.6,
                        0.2,
                        7.25,
                        336,
                        false,
                        99);

        Found found =
                judged(
                                Trials.rule(
                                        "a",
                                        "",
                                        "$b : Baseline( z > 3.5, samples >= 48, $ip : entity )",
                                        "findings.add($ip, \"x\");"),
                                Trial.Facts.of(List.of(), List.of(high)))
                        .get(0);

        assertThat(found.proofs())
                .extracting(Proof::value)
                .contains(
                        "9,000 in the last 60 minutes, usual is 99; z 7.2, from 336 hours, of all hours");
        assertThat(found.endpoints()).containsExactly(WEB);
    }

    @Test
    void a_rule_asks_what_the_store_knows_beyond_the_window() throws InterruptedException {
        History history =
                new NoHistory() {
                    @Override
                    public int peers(Endpoint src) {
                        return 7;
                    }
                };
        String rule =
                Trials.rule(
                                "a",
                                "",
                                "$f : Flow( history.peers(src) >= 7 )",
                                "findings.add($f.srcIp(), \"%d peers\", history.peers($f.src()));")
                        .replace(
                                "global illumiomonitor.spi.Findings findings",
                                "global illumiomonitor.spi.Findings findings\n"
                                        + "global illumiomonitor.spi.History history");

        List<Found> found = judged(rule, Trial.Facts.of(HonestRulesTest.facts().flows(), history));

        assertThat(found).extracting(Found::summary).containsOnly("7 peers");
    }

    @Test
    void a_text_that_is_longer_than_an_address_is_refused_before_it_is_looked_at() {
        String colons = ":".repeat(60_000) + "x";

        assertThatThrownBy(() -> Address.parse(colons))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(":".repeat(64) + "... is longer than an IP address can be");
        assertThatThrownBy(() -> Address.parse("10.0.0.1").in("10.0.0.0/" + "1".repeat(60_000)))
                .hasMessage(
                        "10.0.0.0/"
                                + "1".repeat(55)
                                + "... is longer than an address block can be");
        assertThat(Address.parse("2001:0db8:0000:0000:0000:ffff:192.168.100.200").version())
                .isEqualTo(6);
    }

    private static List<Found> judged(String text, Trial.Facts facts) throws InterruptedException {
        Trial trial = Trial.of("a.drl", text);
        assertThat(trial.errors()).isEmpty();
        RuleResult result = trial.judge(facts, TICK, true, Map.of()).get(0);
        assertThat(result.error()).isNull();
        return result.findings();
    }
}
