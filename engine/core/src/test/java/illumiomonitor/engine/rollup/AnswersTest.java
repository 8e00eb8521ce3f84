package illumiomonitor.engine.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.rule.guard.Meter;
import illumiomonitor.engine.rule.guard.TooMuch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final Answers answers = new Answers();

    @BeforeEach
    void open() {
        Meter.open(() -> {});
    }

    @AfterEach
    void close() {
        Meter.close();
    }

    @Test
    void a_rule_that_asks_ever_new_questions_is_stopped() {
        String name = "x".repeat(900);

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 1_000_000; i++) {
                                answers.kept(() -> "-", "events by", name.substring(9) + i);
                            }
                        })
                .isInstanceOf(TooMuch.class);
    }

    @Test
    void what_was_asked_before_weighs_nothing() {
        for (int i = 0; i < 3_000_000; i++) {
            assertThat(answers.<Integer>kept(() -> 7, "events by", "a")).isEqualTo(7);
        }
    }

    @Test
    void no_name_is_as_long_as_a_text_that_a_rule_makes_up() {
        assertThatThrownBy(() -> answers.kept(() -> 1, "changes", List.of("x".repeat(1_001))))
                .isInstanceOf(TooMuch.class)
                .hasMessageContaining("1000 letters");
    }
}
