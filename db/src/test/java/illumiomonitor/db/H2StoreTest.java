package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends StoreContract {

    @TempDir Path folder;

    @Override
    Store openEmpty() {
        return H2FileTest.empty(folder);
    }

    @Override
    Store openAgain() {
        return Store.open(url());
    }

    @Override
    String url() {
        return url("monitor");
    }

    private String url(String name) {
        return "jdbc:h2:file:" + folder.resolve(name);
    }

    @Override
    String endless() {
        return "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b where a.x + b.x = 7";
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void an_interrupted_writer_does_not_take_the_store_with_it() throws Exception {
        for (int round = 0; round < 20; round++) {
            int first = round * 100_000;
            Thread writer =
                    new Thread(
                            () -> {
                                for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                                    sample.flows(1, first + i * 50L, 50);
                                }
                            });
            writer.start();
            writer.join(25);
            writer.interrupt();
            writer.join();
            assertThat(number("select count(*) from pce")).isOne();
        }
        long flows = number("select count(*) from flow");
        store.close();
        store = openAgain();
        assertThat(number("select count(*) from flow")).isEqualTo(flows).isPositive();
    }

    @Test
    void a_file_that_is_no_store_is_reported_as_broken() throws IOException {
        Files.writeString(
                folder.resolve("other.mv.db"), "this is not a database at all".repeat(500));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.open(url("other")))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.BROKEN));
    }

    /** As a store was before V015, but for what that version itself made. */
    private static void undoUpTo015(Handle handle) {
        handle.execute("alter table flow_total drop column first_until");
        handle.execute("alter table flow_total drop column moved");
        handle.execute("drop view history.case_versions");
        handle.execute("drop table case_version");
        handle.execute("drop view history.reference");
        handle.execute("drop table reference_part");
        handle.execute("alter table touched_tick drop column reach_s");
        handle.execute("alter table pce drop column exceptions_known");
        handle.execute("alter table reference_read drop column workloads_at");
        handle.execute("alter table reference_read drop column vens_at");
        handle.execute("alter table pce drop column edges_gone_to");
        handle.execute("drop view history.rule_versions");
        handle.execute("drop table rule_save");
        handle.execute("alter table edge drop column day_first_at");
        handle.execute("delete from rollup_metric where name like 'BLOCKED%'");
        handle.execute("drop view history.increments");
        handle.execute("alter table pce drop column spread_after_s");
        handle.execute("drop view history.findings");
        handle.execute("alter table finding drop column exception_id");
        handle.execute("alter table rule_setting drop column overruled_cases");
        handle.execute("delete from \"flyway_schema_history\" where \"version\" >= '015'");
    }

    @Test
    void an_existing_store_is_saved_before_its_schema_moves_on() throws Exception {
        store.jdbi()
                .useHandle(
                        handle -> {
                            undoUpTo015(handle);
                            handle.execute("drop table exception_text");
                        });
        store.close();
        store = openAgain();
        assertThat(number("select count(*) from exception_text")).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(
                            name ->
                                    name.matches(
                                            "monitor-before-migration-from-014-\\d{8}-\\d{6}\\.zip"));
        }
    }

    @Test
    void a_store_with_sums_knows_since_when_it_sums_up_bytes_sent() throws Exception {
        assertThat(number("select count(kept_from) from rollup_metric"))
                .as("nothing was summed up before, so nothing is unknown")
                .isZero();
        store.jdbi()
                .useHandle(
                        handle -> {
                            undoUpTo015(handle);
                            handle.execute("drop table exception_text");
                            handle.execute("delete from rollup_metric where name = 'SENT'");
                            handle.execute("alter table rollup_metric drop column kept_from");
                            handle.execute(
                                    "delete from \"flyway_schema_history\" where \"version\" = '014'");
                            handle.execute(
                                    """
                                    insert into rollup (rollup_id, pce_id, metric, entity, managed, hours)
                                    values (1, 1, 0, '10.0.0.1', true, '5')
                                    """);
                        });
        store.close();

        store = openAgain();

        assertThat(
                        number(
                                "select count(kept_from) from rollup_metric where name = 'SENT' or name like 'BLOCKED%'"))
                .isEqualTo(4);
    }

    @Test
    void a_schema_that_cannot_move_on_stays_as_it_was_however_often_it_is_tried() throws Exception {
        store.jdbi().useHandle(H2StoreTest::undoUpTo015);
        store.close();
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Store.open(url("monitor"), new Room(0), false))
                    .withMessageContaining("EXCEPTION_TEXT");
        }
        try (var connection = DriverManager.getConnection(Dialect.H2.complete(url("monitor")));
                var statement = connection.createStatement()) {
            statement.execute("drop table exception_text");
        }

        store = openAgain();

        assertThat(number("select count(*) from exception_text")).isZero();
    }

    @Test
    void a_store_that_is_up_to_date_is_not_saved() throws Exception {
        store.close();
        store = openAgain();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("monitor.mv.db", "monitor.opening.lock");
        }
    }

    @Test
    void space_of_deleted_rows_is_given_back_while_it_is_used() {
        store.close();
        // Space is free for new rows at once; otherwise it waits 45 s for the disk.
        store = Store.open(url("shrinking") + ";RETENTION_TIME=0");
        sample = new Sample(store);
        for (int i = 0; i < 60; i++) {
            sample.flows(1, i * 1_000L, 1_000);
        }
        long full = store.sizeBytes();
        for (int i = 0; i < 60; i++) {
            long from = Sample.flow(i * 1_000L);
            store.jdbi()
                    .useHandle(
                            handle ->
                                    handle.execute(
                                            "delete from flow where flow_id >= ? and flow_id < ?",
                                            from,
                                            from + 980));
        }
        int steps = 0;
        while (steps < 200 && store.tidy()) {
            steps++;
        }
        assertThat(store.sizeBytes()).isLessThan(full / 2);
        assertThat(number("select count(*) from flow")).isEqualTo(60 * 20);
    }

    @Test
    void it_knows_its_folder_size_and_free_space() {
        assertThat(store.folder()).contains(folder.toAbsolutePath());
        assertThat(store.sizeBytes()).isPositive();
        assertThat(store.freeBytes()).isPresent();
        try (Store memory = Store.open("jdbc:h2:mem:sizes")) {
            assertThat(memory.folder()).isEmpty();
            assertThat(memory.freeBytes()).isEmpty();
            assertThat(memory.sizeBytes()).isZero();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> memory.backup(folder.resolve("memory.zip")))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.UNSUPPORTED));
        }
    }

    @Test
    void closing_takes_less_than_two_seconds_after_much_was_written() {
        sample.pull(1, "OK");
        for (int i = 0; i < 20; i++) {
            sample.flows(1, i * 1_000L, 1_000);
        }
        long start = System.nanoTime();
        store.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        store = openAgain();
    }
}
