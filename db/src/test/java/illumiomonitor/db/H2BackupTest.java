package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What saves a store and puts a saved one in its place. */
class H2BackupTest extends H2FileTest {

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
}
