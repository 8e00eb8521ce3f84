package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.db.StoreException.Problem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {

    private static EmbeddedPostgres server;
    private static int databases;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        create("monitor0", "template1");
        Store.open(server.getJdbcUrl("postgres", "monitor0")).close();
    }

    private static void create(String database, String template) throws SQLException {
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + database + " template " + template);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    Store openEmpty() throws SQLException {
        create("monitor" + ++databases, "monitor0");
        return openAgain();
    }

    @Override
    String url() {
        return server.getJdbcUrl("postgres", "monitor" + databases);
    }

    @Override
    Store openAgain() {
        return Store.open(url());
    }

    @Override
    String endless() {
        return "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b";
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_reader_reaches_nothing_outside() throws Exception {
        for (String sql :
                new String[] {
                    "select pg_read_file('/etc/passwd')",
                    "select \"pg_read_file\"('/etc/passwd')",
                    "select pg_sleep(60)",
                    "select pg_ls_dir('/')",
                    "select lo_import('/etc/passwd')",
                    "select * from dblink('dbname=postgres', 'select 1') as t(a int)",
                    "select set_config('role', 'postgres', false)",
                    "select pg_advisory_lock(1)",
                    "select query_to_xml('select 1', true, true, '')",
                    "select * from pg_authid",
                    "copy history.flows to '/tmp/x'",
                    "do $$ begin end $$",
                    "select E'\\'; drop table flow; --"
                }) {
            assertThatThrownBy(() -> ask(sql), sql).isInstanceOf(SqlRefused.class);
        }
    }

    @Test
    void the_rights_hold_even_without_the_check_of_the_words() throws Exception {
        ask("select 1");
        Reader reader =
                Reader.of(
                        Dialect.POSTGRESQL,
                        server.getJdbcUrl("postgres", "monitor" + databases),
                        store.jdbi());
        try (Connection connection = reader.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            for (String sql :
                    new String[] {
                        "select * from public.person",
                        "delete from public.person",
                        "delete from history.rules",
                        "select pg_read_file('/etc/passwd')",
                        "select lo_import('/etc/passwd')",
                        "select set_config('role', 'postgres', false)",
                        "create table thing (a int)",
                        "select * into temp thing from history.flows",
                        "select nextval('public.gap_gap_id_seq')",
                        "create role boss superuser"
                    }) {
                assertThatThrownBy(() -> drain(statement, sql), sql)
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void what_its_server_can_stop_is_available() throws Exception {
        assertThat(ask("select replace('ab', 'b', 'c'), string_agg('x', ','), 'x' ~ 'x'").rows())
                .containsExactly(List.of("ac", "x", true));
    }

    @Test
    void odd_types_are_given_as_people_read_them() throws Exception {
        assertThat(
                        ask("""
                                        select json_build_object('a', 1), array[1, 2], array[json_build_array(1)],
                                               date '1500-01-01', time '12:34:56.789', 0.1::real, 'NaN'::numeric
                                        """)
                                .rows())
                .containsExactly(
                        List.of(
                                "{\"a\" : 1}",
                                "[1, 2]",
                                "[[1]]",
                                "1500-01-01",
                                "12:34:56.789",
                                new BigDecimal("0.1"),
                                "NaN"));
    }

    @Test
    void a_value_that_is_larger_than_what_may_be_held_is_refused() {
        String large =
                "select string_agg(md5(n::text) || md5(n::text), '') from generate_series(1, 1200000) n";

        assertThatThrownBy(() -> ask(large)).isInstanceOf(SqlRefused.class);
        assertThat(number("select count(*) from pce")).isOne();
    }

    @Test
    void a_database_that_does_not_exist_is_a_matter_of_settings() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.open(server.getJdbcUrl("postgres", "nowhere")))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.SETTING));
    }

    @Test
    void it_is_saved_with_the_tools_of_the_server() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.backup(Path.of("never.zip")))
                .withMessageContaining("pg_dump")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.UNSUPPORTED));
    }

    @Test
    void its_disk_is_not_this_machines_affair() {
        assertThat(store.folder()).isEmpty();
        assertThat(store.freeBytes()).isEmpty();
        assertThat(store.sizeBytes()).isPositive();
    }
}
