package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleLinesTest {

    @Test
    void a_line_belongs_to_the_rule_between_whose_beginning_and_end_it_stands() {
        String text =
                """
                package illumiomonitor.rules.own
                /* rule "not/this"
                */
                rule "a"
                    @title("x end y")
                when
                    Threshold( rule == "a" ) // end
                then
                end
                // between
                rule "b" @title("b") when Tick() then $x.end(); findings.end("x");
                end
                rule own/bare
                when
                """;

        assertThat(
                        IntStream.rangeClosed(0, 15)
                                .mapToObj(line -> RuleLines.rule(text, line))
                                .collect(Collectors.joining(" ", "|", "|")))
                .isEqualTo("|    a a a a a a  b b own/bare own/bare own/bare|");
    }

    @Test
    void a_rule_without_an_end_ends_where_the_next_one_begins() {
        String text = "rule \"a\"\nwhen\nthen\nrule \"b\"\nwhen\nthen\nend\n";

        assertThat(RuleLines.rule(text, 3)).isEqualTo("a");
        assertThat(RuleLines.rule(text, 5)).isEqualTo("b");
        assertThat(RuleLines.rule(text, 9)).isEmpty();
        assertThat(RuleLines.rule("", 1)).isEmpty();
    }
}
