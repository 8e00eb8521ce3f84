package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void a_hostile_name_begins_no_line_and_moves_no_cursor() {
        assertThat(OneLine.of("web-1\r\nALERT CLOSED\u001b[2J\u0000", 100))
                .isEqualTo("web-1 ALERT CLOSED [2J ");
    }

    @Test
    void a_hostile_name_does_not_turn_the_direction_of_writing() {
        assertThat(OneLine.of("invoice\u202Efdp.exe\u2066", 100)).isEqualTo("invoice fdp.exe ");
    }

    @Test
    void what_is_too_long_ends_with_a_mark_and_other_letters_stay() {
        assertThat(OneLine.of("主機主機", 3)).isEqualTo("主機…");
        assertThat(OneLine.of("主機主機", 4)).isEqualTo("主機主機");
    }
}
