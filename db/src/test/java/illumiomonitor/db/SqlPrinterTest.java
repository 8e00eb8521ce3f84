package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SqlPrinterTest {

    @Test
    void csv_follows_rfc_4180() {
        assertThat(print("csv", row("a,b", "say \"hi\"", "two\nlines", 7L, null)))
                .isEqualTo("c0,c1,c2,c3,c4\r\n\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",7,\r\n");
    }

    @Test
    void csv_marks_text_that_a_spreadsheet_would_run() {
        assertThat(print("csv", row("=cmd()", "+1", "-1", "@x", -5L)))
                .endsWith("'=cmd(),'+1,'-1,'@x,-5\r\n");
    }

    @Test
    void json_is_an_array_of_objects() {
        OffsetDateTime time = OffsetDateTime.parse("2026-05-20T12:00:00Z");
        assertThat(
                        print(
                                "json",
                                row("a\"\\\n\u0001", 1L, true, null),
                                row(time, new BigDecimal("1E+3"), "<b>", 0.5)))
                .isEqualTo(
                        """
                        [
                        {"c0":"a\\"\\\\\\n\\u0001","c1":1,"c2":true,"c3":null},
                        {"c0":"2026-05-20T12:00Z","c1":1000,"c2":"<b>","c3":0.5}
                        ]
                        """);
    }

    @Test
    void an_empty_answer_is_an_empty_array() {
        assertThat(print("json")).isEqualTo("[]\n");
    }

    @Test
    void a_table_is_aligned_also_with_wide_characters() {
        assertThat(print("table", row("主機", 7L), row("host", 12345L)))
                .isEqualTo(
                        """
                        c0    c1
                        ----  -----
                        主機      7
                        host  12345
                        """);
    }

    @Test
    void a_table_shows_control_characters_instead_of_obeying_them() {
        assertThat(print("table", row("\u001b[31mred")))
                .contains("\\u001b[31mred")
                .doesNotContain("\u001b");
    }

    @Test
    void a_table_of_many_rows_prints_all_of_them() {
        List<@Nullable Object>[] rows = rows(1_200);
        assertThat(print("table", rows).lines()).hasSize(1_202);
    }

    @Test
    void an_unknown_format_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlPrinter.of("xml", new StringBuilder()))
                .withMessageContaining("xml");
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object>[] rows(int count) {
        List<@Nullable Object>[] rows = new List[count];
        Arrays.setAll(rows, i -> row("x" + i));
        return rows;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    @SafeVarargs
    private static String print(String format, List<@Nullable Object>... rows) {
        int columns = rows.length == 0 ? 1 : rows[0].size();
        List<String> names =
                java.util.stream.IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
        StringBuilder out = new StringBuilder();
        SqlPrinter.of(format, out).print(new SqlResult(names, List.of(rows), false, ""));
        return out.toString();
    }
}
