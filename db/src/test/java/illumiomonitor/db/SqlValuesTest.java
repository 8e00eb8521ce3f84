package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which functions of H2 may be asked for, and how what they give is shown. */
class SqlValuesTest {

    private static Store store;

    @BeforeAll
    static void open() {
        store = Store.open("jdbc:h2:mem:values");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select length(replace('xx', 'x', 'xx'))",
                "select \"REPLACE\"('xx', 'x', 'xx')",
                "select `REPEAT`('x', 2000000000)",
                "select U&\"\\0052EPEAT\"('x', 2000000000)",
                "select u&\"!0052EPEAT\" uescape '!' ('x', 2000000000)",
                "select repeat\u00a0('x', 2000000000)",
                "select translate('x', 'x', 'y')",
                "select to_char(1e1000000000)",
                "select regexp_like('x', 'x')",
                "select regexp_replace('x', 'x', 'y')",
                "select regexp_substr('x', 'x')",
                "select 'x' regexp 'x'",
                "select 'x' ~ 'x'",
                "select 'x' !~* 'x'",
                "select listagg('x') from system_range(1, 3)",
                "select string_agg('x', ',') from system_range(1, 3)",
                "select group_concat('x') from system_range(1, 3)",
                "select json_arrayagg('x') from system_range(1, 3)",
                "select json_objectagg('x': 1) from system_range(1, 3)",
                "select cast(x'aced0005' as java_object)"
            })
    void what_cannot_be_stopped_or_fills_the_memory_in_one_step_is_not_available(String sql) {
        assertThatThrownBy(() -> ask(sql))
                .isInstanceOf(SqlRefused.class)
                .hasMessageContaining("not available here");
    }

    @Test
    void words_in_texts_and_names_alike_are_no_harm() throws Exception {
        assertThat(value("select 'replace(x) ~ ` regexp U&\"'"))
                .isEqualTo("replace(x) ~ ` regexp U&\"");
        assertThat(value("select 1 as replace")).isEqualTo(1);
    }

    @Test
    void objects_are_never_made_of_bytes() {
        assertThatThrownBy(() -> ask("select array[cast(x'aced0005' as other)]"))
                .isInstanceOf(SqlRefused.class)
                .hasMessage("java_object is not available here");
    }

    @Test
    void an_object_is_given_as_its_bytes() throws Exception {
        assertThat(value("select cast(x'aced0005' as other)")).isEqualTo("aced0005");
    }

    @Test
    void a_statement_that_is_nested_without_end_is_refused() {
        String deep = "select " + "(".repeat(20_000) + "1" + ")".repeat(20_000);

        assertThatThrownBy(() -> ask(deep))
                .isInstanceOf(SqlRefused.class)
                .hasMessage("the statement is nested too deeply");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json_object('a': 1)              | {\"a\":1}",
                "json_array(1, 'a')               | [1,\"a\"]",
                "array[json_object('a': 1)]       | [{\"a\":1}]",
                "array[1, null]                   | [1, null]",
                "array[array[1], array[2, 3]]     | [[1], [2, 3]]",
                "array[x'00ff']                   | [00ff]",
                "array[cast('a' as clob)]         | [a]",
                "x'00ff'                          | 00ff",
                "uuid '00000000-0000-0000-0000-000000000001' | 00000000-0000-0000-0000-000000000001",
                "interval '1' day                 | INTERVAL '1' DAY",
                "time '12:34:56.789'              | 12:34:56.789",
                "time with time zone '12:00:00+01' | 12:00:00+01",
                "date '1500-01-01'                | 1500-01-01",
                "timestamp '2026-01-01 00:00:00'  | 2026-01-01 00:00:00",
                "cast('a' as enum('a', 'b'))      | a",
                "geometry 'POINT(1 2)'            | POINT (1 2)",
                "(1, 'a')                         | ROW (1, a)",
                "cast('-Infinity' as double precision) | -Infinity"
            })
    void a_value_of_any_type_is_given_as_people_read_it(String sql, String text) throws Exception {
        assertThat(value("select " + sql)).isEqualTo(text);
    }

    @Test
    void a_number_keeps_its_digits() throws Exception {
        assertThat(
                        ask("select 12345678.9, cast(1.1 as real), cast(0.1 as double precision)")
                                .rows())
                .containsExactly(
                        List.of(
                                new BigDecimal("12345678.9"),
                                new BigDecimal("1.1"),
                                new BigDecimal("0.1")));
    }

    @Test
    void an_array_that_says_the_same_too_often_is_refused() {
        String sql =
                "select array_agg(s) from (values '%s') t(s), system_range(1, 50)"
                        .formatted("x".repeat(100_000));

        assertThatThrownBy(() -> ask(sql))
                .isInstanceOf(SqlRefused.class)
                .hasMessageStartingWith("an array is longer than");
    }

    @Test
    void the_largest_limit_is_none() throws Exception {
        SqlResult result =
                store.console().query("values 1, 2", Duration.ofSeconds(20), Integer.MAX_VALUE);

        assertThat(result.rows()).hasSize(2);
        assertThat(result.cut()).isFalse();
    }

    private Object value(String sql) throws InterruptedException {
        return ask(sql).rows().get(0).get(0);
    }

    private SqlResult ask(String sql) throws InterruptedException {
        return store.console().query(sql, Duration.ofSeconds(20), 10);
    }
}
