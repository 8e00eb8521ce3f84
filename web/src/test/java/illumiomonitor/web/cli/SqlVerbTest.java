package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlVerbTest {

    @TempDir Path folder;

    private Typed typed;

    @BeforeEach
    void configure() throws IOException {
        typed = Typed.in(folder);
    }

    @Test
    void a_table_cannot_colour_the_screen() {
        assertThat(typed.run("sql", "select name")).isZero();

        assertThat(typed.out().lines())
                .containsExactly(
                        "NAME      N  N  AT",
                        "=cmd()    0     2026-11-23T10:00:00Z",
                        "a,\"b\"     1     2026-11-23T10:00:00Z",
                        "\uFFFD[31mred  2     2026-11-23T10:00:00Z");
    }

    @Test
    void csv_is_quoted_and_runs_no_formula() {
        assertThat(typed.run("sql", "select name", "--format", "csv", "--limit", "2")).isZero();

        assertThat(typed.out())
                .isEqualTo(
                        "name,n,n,at\n'=cmd(),0,,2026-11-23T10:00:00Z\n\"a,\"\"b\"\"\",1,,2026-11-23T10:00:00Z\n");
    }

    @Test
    void json_has_an_object_per_row_even_when_columns_share_a_name() {
        assertThat(typed.run("sql", "select name", "--format", "json", "--limit", "1")).isZero();

        assertThat(typed.out())
                .isEqualTo(
                        "[\n{\"name\":\"=cmd()\",\"n\":0,\"n_2\":null,\"at\":\"2026-11-23T10:00:00Z\"}\n]\n");
    }

    @Test
    void a_cut_answer_says_so_beside_it() {
        typed.run("sql", "select name", "--limit", "2");

        assertThat(typed.err().strip())
                .isEqualTo("monitor: the answer was cut after 2 rows; --limit takes more");
    }

    @Test
    void a_long_statement_can_be_piped_in() {
        assertThat(typed.piped("select name\nfrom x").run("sql", "-")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"table", "csv", "json"})
    void a_time_of_the_real_store_has_seconds_and_a_zone_in_every_format(String format) {
        String time = "values (timestamp with time zone '2026-11-23 18:00:00+08:00')";

        assertThat(typed.real().run("sql", time, "--format", format)).as(typed.err()).isZero();

        assertThat(typed.out()).contains("2026-11-23T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"table", "csv"})
    void a_number_has_all_its_digits_unless_they_are_too_many(String format) {
        String numbers = "values (12345678.90, 1e30, 1e1000000000)";

        assertThat(typed.real().run("sql", numbers, "--format", format)).as(typed.err()).isZero();

        assertThat(typed.out())
                .contains("12345678.90", "1000000000000000000000000000000", "1E+1000000000");
    }

    @Test
    void a_server_that_is_away_is_no_bug_of_ours() throws IOException {
        Typed away =
                Typed.in(
                                folder,
                                Typed.CONFIG
                                        + "store: {url: 'jdbc:postgresql://127.0.0.1:1/x?password=HUSH'}\n")
                        .real();

        assertThat(away.run("sql", "select 1")).as(away.err()).isEqualTo(ExitCode.AWAY);
        assertThat(away.err()).contains("does not answer").doesNotContain("HUSH");
    }
}
