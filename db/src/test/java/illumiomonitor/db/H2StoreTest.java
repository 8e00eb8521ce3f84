package illumiomonitor.db;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends StoreContract {

    @TempDir Path folder;

    @Override
    Store openEmpty() {
        return Store.open(url("monitor"));
    }

    @Override
    Store openAgain() {
        return Store.open(url("monitor"));
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
            assertThatThrownBy(() -> ask(sql), sql).isInstanceOf(SqlRefused.class);
        }
    }

    @Test
    void the_rights_hold_even_without_the_check_of_the_words() throws Exception {
        ask("select 1");
        try (var connection =
                        Reader.of(Dialect.H2, Dialect.H2.complete(url("monitor")), store.jdbi())
                                .connect();
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
                assertThatThrownBy(() -> drain(statement, sql), sql)
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
    void a_store_that_another_process_holds_is_refused_with_one_sentence() throws Exception {
        store.close();
        Process holder = OtherProcess.holding(url("monitor"));
        try {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(this::openAgain)
                    .withMessageContaining("in use by another process")
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(
                            () -> Store.restore(folder.resolve("none.zip"), url("monitor"), true))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
        } finally {
            holder.destroyForcibly().waitFor();
        }
        store = openAgain();
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
    void a_store_that_another_process_brings_up_to_date_is_refused_with_one_sentence()
            throws Exception {
        Path turn = folder.resolve("fresh.opening.lock");
        try (FileChannel other = FileChannel.open(turn, CREATE, WRITE)) {
            other.lock();

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Store.open(url("fresh")))
                    .withMessageContaining(
                            "is being opened, brought up to date or restored by another process")
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
        }

        Store.open(url("fresh")).close();
        Store.open(url("fresh")).close();

        assertThat(turn)
                .as("one that is taken away could be locked by two who opened it at other times")
                .exists();
    }

    @Test
    void a_process_that_is_killed_while_it_makes_the_schema_leaves_a_store_that_opens()
            throws Exception {
        for (int round = 0; round < 3; round++) {
            String name = "fresh" + round;
            Process killed = OtherProcess.opening(url(name));
            Path made = folder.resolve(name + ".mv.db");
            Path moving = folder.resolve(name + ".migrating.mv.db");
            long enough = 16_384L * (round + 1);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> size(made) + size(moving) > enough);
            killed.destroyForcibly().waitFor();

            try (Store fresh = Store.open(url(name))) {
                assertThat(
                                fresh.console()
                                        .query(
                                                "select count(*) from history.runs",
                                                Duration.ofSeconds(10),
                                                1)
                                        .rows())
                        .hasSize(1);
            }
            assertThat(moving).doesNotExist();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
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
    void a_backup_taken_while_rows_are_written_brings_back_a_sound_store() throws Exception {
        sample.pull(1, "OK");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread writer =
                new Thread(
                        () -> {
                            for (int i = 0; !stop.get(); i++) {
                                sample.flows(1, i * 100L, 100);
                            }
                        });
        writer.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
        writer.start();
        Path backup = folder.resolve("saved/one.zip");
        store.backup(backup);
        long after = number("select count(*) from flow");
        stop.set(true);
        writer.join();
        assertThat(failure.get()).isNull();

        Store.restore(backup, url("second"), false);
        try (Store second = Store.open(url("second"))) {
            long saved =
                    second.jdbi()
                            .withHandle(
                                    h ->
                                            h.createQuery("select count(*) from flow")
                                                    .mapTo(long.class)
                                                    .one());
            assertThat(saved).isLessThanOrEqualTo(after).matches(count -> count % 100 == 0);
            assertThat(
                            second.console()
                                    .query(
                                            "select * from history.pulls",
                                            Duration.ofSeconds(20),
                                            10)
                                    .rows())
                    .hasSize(1);
        }
    }

    @Test
    void only_the_owner_can_read_a_backup() throws IOException {
        Path backup = folder.resolve("one.zip");
        store.backup(backup);
        assertThat(Files.getPosixFilePermissions(backup))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void a_backup_overwrites_nothing() throws IOException {
        Path backup = Files.writeString(folder.resolve("one.zip"), "mine");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.backup(backup))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.WOULD_OVERWRITE));
        assertThat(backup).hasContent("mine");
    }

    @Test
    void restore_does_not_overwrite_silently() {
        Path backup = folder.resolve("one.zip");
        store.backup(backup);
        sample.pull(1, "OK");
        store.close();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.restore(backup, url("monitor"), false))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.WOULD_OVERWRITE));
        store = openAgain();
        assertThat(number("select count(*) from pull")).isOne();
        store.close();
        Store.restore(backup, url("monitor"), true);
        store = openAgain();
        assertThat(number("select count(*) from pull")).isZero();
    }

    @Test
    void a_broken_backup_leaves_the_old_store_as_it_was() throws IOException {
        sample.pull(1, "OK");
        store.close();
        Path broken = Files.write(folder.resolve("broken.zip"), new byte[5_000]);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.restore(broken, url("monitor"), true));
        store = openAgain();
        assertThat(number("select count(*) from pull")).isOne();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("restoring"));
        }
    }

    private void assertNoBackup(Path file, String sentence) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.restore(file, url("monitor"), true))
                .withMessage(sentence)
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.NO_BACKUP));
    }

    @Test
    void what_is_no_backup_is_refused_with_what_is_wrong_with_it() throws IOException {
        Path whole = folder.resolve("one.zip");
        store.backup(whole);
        store.close();
        byte[] bytes = Files.readAllBytes(whole);
        Path text = Files.writeString(folder.resolve("text.zip"), "hello");
        Path half = Files.write(folder.resolve("half.zip"), Arrays.copyOf(bytes, 5_000));
        Path none = folder.resolve("none.zip");

        assertNoBackup(none, "there is no backup " + none);
        assertNoBackup(folder, folder + " is a folder: name the backup in it");
        for (Path broken : List.of(text, half)) {
            assertNoBackup(
                    broken,
                    broken
                            + " is no backup, or a damaged one: it is no zip file, or not all of it is there");
        }
        store = openAgain();
    }

    @Test
    void a_backup_of_which_one_byte_changed_is_not_brought_back() throws IOException {
        store.close();
        byte[] saved = Files.readAllBytes(folder.resolve("monitor.mv.db"));
        Path zip = folder.resolve("stored.zip");
        CRC32 sum = new CRC32();
        sum.update(saved);
        ZipEntry entry = new ZipEntry("monitor.mv.db");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(saved.length);
        entry.setCrc(sum.getValue());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(entry);
            out.write(saved);
        }
        byte[] changed = Files.readAllBytes(zip);
        changed[saved.length / 2] ^= 1;
        Files.write(zip, changed);

        assertNoBackup(zip, zip + " is no backup, or a damaged one: its checksum does not fit");
        store = openAgain();
    }

    @Test
    void a_backup_of_a_newer_version_is_refused_by_its_own_name() {
        Path backup = folder.resolve("newer.zip");
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        update "flyway_schema_history" set "version" = '999'
                                         where "installed_rank" =
                                               (select max("installed_rank") from "flyway_schema_history")
                                        """));
        store.backup(backup);
        store.close();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.restore(backup, url("other"), false))
                .withMessageStartingWith(
                        "a newer version of this program wrote the backup " + backup)
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.NEWER));
    }

    @Test
    void a_store_that_is_open_here_is_not_replaced() {
        Path backup = folder.resolve("one.zip");
        store.backup(backup);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.restore(backup, url("monitor"), true))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
        assertThat(number("select count(*) from pce")).isOne();
    }

    @Test
    void a_store_that_is_open_here_stays_closed_to_others_when_somebody_asks_to_replace_it()
            throws Exception {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.restore(folder.resolve("none.zip"), url("monitor"), true))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));

        assertThat(isOpenToOthers("monitor")).isFalse();
    }

    @Test
    void a_turn_stays_closed_to_others_when_it_is_asked_for_once_more_here() throws Exception {
        Path file = folder.resolve("fresh.mv.db");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        try (Turn turn = Turn.of(file)) {
            for (Path again : List.of(file, link.resolve("fresh.mv.db"))) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> Turn.of(again))
                        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
            }

            assertThat(turn).isNotNull();
            assertThat(isOpenToOthers("fresh")).isFalse();
        }
        assertThat(isOpenToOthers("fresh")).isTrue();
    }

    private boolean isOpenToOthers(String name) throws Exception {
        Process other = OtherProcess.holding(url(name));
        try {
            return !other.waitFor(Duration.ofMillis(500).toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            other.destroyForcibly().waitFor();
        }
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
