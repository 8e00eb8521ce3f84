package illumiomonitor.db;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What whoever asks in SQL reaches of a store in a file. */
class H2ReaderTest extends H2FileTest {

    @Test
    void the_reader_reaches_nothing_outside() throws Exception {
        for (String sql :
                new String[] {
                    "select file_read('/etc/passwd')",
                    "select \"FILE_READ\"('/etc/passwd')",
                    "select * from csvread('/etc/passwd')",
                    "select csvwrite('/tmp/out.csv', 'select 1')",
                    "select file_write(x'00', '/tmp/out')",
                    "select * from link_schema('A', '', 'jdbc:h2:mem:other', '', '', 'PUBLIC')",
                    "script",
                    "runscript from '/tmp/x.sql'",
                    "create alias x for \"java.lang.System.exit\"",
                    "with x as (select 1) create alias y for \"java.lang.System.exit\"",
                    "select database_path()",
                    "select memory_free()",
                    "select next value for public.any_sequence",
                    "select cancel_session(1)",
                    "select secure_rand(2000000000)",
                    "select hash('SHA-256', 'x', 2000000000)",
                    "select repeat('x', 2000000000)",
                    "shutdown",
                    "set cache_size 1",
                    "select * from information_schema.no_such_table"
                }) {
            assertThatThrownBy(() -> Asked.here(store, url(), sql), sql)
                    .isInstanceOf(SqlRefused.class);
        }
    }

    @Test
    void a_process_of_its_own_answers_and_refuses_as_this_one_does() throws Exception {
        List<String> refused =
                List.of(
                        "select * from public.person",
                        "select file_read('/etc/passwd')",
                        "select cancel_session(1)",
                        "select nothing from history.flows");
        String all =
                StoreContract.VIEWS.stream()
                        .map("(select count(*) from history.%s)"::formatted)
                        .collect(joining(", ", "select ", ""));

        SqlResult own = ask(all);
        List<String> why = new ArrayList<>();
        for (String sql : refused) {
            why.add(refusal(() -> ask(sql)));
        }

        assertThat(own.rows()).isEqualTo(Asked.here(store, url(), all).rows());
        for (String sql : refused) {
            assertThat(why).contains(refusal(() -> Asked.here(store, url(), sql)));
        }
    }

    private static String refusal(ThrowingCallable asked) {
        return catchThrowableOfType(SqlRefused.class, asked).getMessage();
    }

    @Test
    void the_rights_hold_even_without_the_check_of_the_words() throws Exception {
        ask("select 1");
        try (var connection =
                        Reader.of(Dialect.H2, Dialect.H2.complete(url()), store.jdbi()).connect();
                var statement = connection.createStatement()) {
            for (String sql :
                    new String[] {
                        "select * from public.person",
                        "delete from public.person",
                        "select file_read('/etc/passwd')",
                        "select * from csvread('/etc/passwd')",
                        "script",
                        "create table public.thing (a int)",
                        "create alias x for \"java.lang.System.exit\"",
                        "drop view history.flows",
                        "delete from history.rules",
                        "grant select on schema public to reader",
                        "alter user reader admin true",
                        "shutdown"
                    }) {
                assertThatThrownBy(() -> StoreContract.drain(statement, sql), sql)
                        .isInstanceOf(java.sql.SQLException.class);
            }
        }
    }

    @Test
    void harmless_functions_answer() throws Exception {
        assertThat(ask("select h2version()").rows()).hasSize(1);
        assertThat(ask("select value from history.alert_evidence").rows()).isEmpty();
    }

    @Test
    void a_question_that_groups_more_than_memory_holds_is_stopped_before_the_heap_is_full() {
        assertThatThrownBy(
                        () ->
                                store.console()
                                        .query(
                                                "select a.x, b.x, count(*) from system_range(1, 100000) a,"
                                                        + " system_range(1, 100000) b group by a.x, b.x",
                                                Duration.ofSeconds(40),
                                                10))
                .isInstanceOf(SqlRefused.class)
                .hasMessageContaining("stopped");
        assertThat(number("select count(*) from pce")).isOne();
    }

    @Test
    void a_store_closes_under_a_question_that_nothing_can_stop() throws Exception {
        sample.pull(1, "OK");
        assertThatThrownBy(
                        () ->
                                store.console()
                                        .query(
                                                SqlConsoleTest.unstoppable(),
                                                Duration.ofMillis(200),
                                                1))
                .isInstanceOf(SqlRefused.class)
                .hasMessageStartingWith("stopped after");

        store.close();

        assertThat(SteadyFile.isLocked(folder.resolve("monitor.mv.db"))).isFalse();
        assertThatThrownBy(() -> ask("select 1"))
                .isInstanceOf(SqlRefused.class)
                .hasMessage("the store is being closed");
        store = openAgain();
        assertThat(number("select count(*) from pull")).isOne();
        assertThat(ask("select count(*) from history.pulls").rows()).hasSize(1);
    }

    @Test
    void a_store_in_memory_answers_questions() throws Exception {
        try (Store memory = Store.open("jdbc:h2:mem:asked")) {
            assertThat(
                            memory.console()
                                    .query(
                                            "select * from history.flows",
                                            Duration.ofSeconds(20),
                                            10)
                                    .rows())
                    .isEmpty();
        }
    }
}
