package illumiomonitor.db;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store and the disk that it shares with its backups and with other processes. */
class DiskTest {

    /** More than any disk has. */
    private static final long EXABYTE = 1_000_000_000_000_000_000L;

    @TempDir Path folder;

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("monitor");
    }

    /** But for the lock that every opening leaves. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".opening.lock"))
                    .sorted()
                    .toList();
        }
    }

    /** A store whose second migration is due again, and fails because its tables are there. */
    private void stuck() {
        try (Store store = Store.open(url())) {
            store.jdbi()
                    .useHandle(
                            handle ->
                                    handle.execute(
                                            """
                                            delete from "flyway_schema_history"
                                             where "installed_rank" > 1
                                            """));
        }
    }

    private void assertRefused(long spare, Problem problem, String sentence) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.open(url(), spare).close())
                .withMessageContaining(sentence)
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void a_schema_that_cannot_move_on_leaves_one_backup_however_often_it_is_tried()
            throws IOException {
        stuck();

        for (int attempt = 0; attempt < 3; attempt++) {
            assertRefused(0, Problem.STUCK, "the store's schema cannot be brought up to date");
        }

        assertThat(files())
                .hasSize(2)
                .anyMatch(name -> name.matches("monitor-before-migration-from-.*\\.zip"));
    }

    @Test
    void a_store_that_was_used_since_its_backup_is_saved_again() throws Exception {
        stuck();
        assertRefused(0, Problem.STUCK, "cannot be brought up to date");
        List<String> first = files();
        Path zip = folder.resolve(first.get(0));
        Files.move(zip, folder.resolve(first.get(0).replace(".zip", "-older.zip")));
        Files.setLastModifiedTime(
                folder.resolve("monitor.mv.db"), FileTime.from(Instant.now().plusSeconds(60)));

        assertRefused(0, Problem.STUCK, "cannot be brought up to date");

        assertThat(files()).hasSize(3);
    }

    @Test
    void a_schema_does_not_move_on_into_a_full_disk() throws IOException {
        stuck();

        assertRefused(EXABYTE, Problem.FULL, "bringing the store " + folder);

        assertThat(files()).containsExactly("monitor.mv.db");
    }

    @Test
    void a_backup_does_not_take_what_must_stay_free_for_the_store() throws IOException {
        try (Store store = Store.open(url(), EXABYTE)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.backup(folder.resolve("one.zip")))
                    .withMessageMatching(
                            "the backup needs up to [0-9]+ MB beside the 1,000,000,000,000 MB of"
                                    + " pull.min-free-disk, but only [0-9,]+ MB are free under .*;"
                                    + " make room there and try again")
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.FULL));
        }
        assertThat(files()).containsExactly("monitor.mv.db");
    }

    @Test
    void a_store_is_neither_opened_nor_replaced_while_another_process_has_its_turn()
            throws IOException {
        Path backup = folder.resolve("one.zip");
        try (Store store = Store.open(url())) {
            store.backup(backup);
        }
        Path store = folder.resolve("monitor.mv.db");
        byte[] before = Files.readAllBytes(store);
        Path lock = folder.resolve("monitor.opening.lock");
        try (FileChannel other = FileChannel.open(lock, CREATE, WRITE)) {
            other.lock();

            String sentence = "is being opened, brought up to date or restored by another process";
            assertRefused(0, Problem.IN_USE, sentence);
            for (boolean there : new boolean[] {true, false}) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> Store.restore(backup, url(), true))
                        .withMessageContaining(sentence);
                assertThat(Files.exists(store)).isEqualTo(there);
                Files.deleteIfExists(store);
            }
        }
        Files.write(store, before);

        Store.restore(backup, url(), true);

        assertThat(files()).containsExactly("monitor.mv.db", "one.zip");
    }

    @Test
    void a_store_knows_that_it_closed_itself_on_a_full_disk() {
        FullDisk.register();
        String path = "jdbc:h2:" + FullDisk.SCHEME + ":" + folder.resolve("full");
        try (Store store = Store.open(path)) {
            Sample sample = new Sample(store);
            sample.flows(1, 0, 100);
            assertThat(store.isLost()).isFalse();
            FullDisk.fill(true);

            assertThatThrownBy(
                            () -> {
                                sample.flows(1, 100, 100);
                                sample.flows(1, 200, 100);
                            })
                    .isInstanceOf(JdbiException.class);

            assertThat(store.isLost()).isTrue();
        } finally {
            FullDisk.fill(false);
        }
        try (Store again = Store.open(path)) {
            assertThat(again.isLost()).isFalse();
            assertThat(again.console()).isNotNull();
        }
    }
}
