package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void wide_signs_take_two_columns_and_numbers_stand_at_the_right() {
        Table table = new Table("TITLE", "N", "");
        table.add("流量", 5, "a");
        table.add("flow", 1234, null);
        StringWriter out = new StringWriter();

        table.print(new PrintWriter(out));

        assertThat(out.toString().lines())
                .containsExactly("TITLE  N", "流量      5  a", "flow   1234");
    }

    @Test
    void signs_that_move_the_cursor_or_turn_the_direction_are_not_printed() {
        assertThat(Texts.safe("a\u001b[2Jb\nc\u202ed\te")).isEqualTo("a\uFFFD[2Jb c\uFFFDd e");
    }
}
