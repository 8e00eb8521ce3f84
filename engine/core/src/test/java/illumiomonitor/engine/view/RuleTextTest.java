package illumiomonitor.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RuleTextTest {

    private static final String FILE =
            """
            package a
            /* Copyright of somebody */
            /*
             * Sees    one thing
             *         that goes on for two lines
             * Then    look at it
             * Ids     B001
             */
            rule "a/one"
                @title("One") @threshold(25) @unit("distinct targets")
                @attack("T1046", "T1562.001")
            when
                Flow( )
            then
            end

            // no comment here
            rule "a/two" @threshold( 7 )
            when
            then
            end
            """;

    @Test
    void each_rule_has_its_own_header_and_comment() {
        RuleText one = RuleText.of(FILE, "a/one").orElseThrow();
        RuleText two = RuleText.of(FILE, "a/two").orElseThrow();

        assertThat(one.annotation("threshold")).isEqualTo("25");
        assertThat(one.annotation("unit")).isEqualTo("distinct targets");
        assertThat(one.notes())
                .containsExactly(
                        new RuleText.Note("Sees", "one thing that goes on for two lines"),
                        new RuleText.Note("Then", "look at it"),
                        new RuleText.Note("Ids", "B001"));
        assertThat(one.arguments("attack")).isEqualTo("\"T1046\", \"T1562.001\"");
        assertThat(two.arguments("attack")).isEmpty();
        assertThat(two.annotation("threshold")).isEqualTo("7");
        assertThat(two.annotation("unit")).isEmpty();
        assertThat(two.notes()).isEmpty();
    }

    @Test
    void a_rule_that_the_file_does_not_name_has_no_text() {
        assertThat(RuleText.of(FILE, "a/three")).isEmpty();
    }
}
