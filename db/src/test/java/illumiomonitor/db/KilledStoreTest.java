package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose process is gone at some instant: a copy of its file is what that one leaves. */
class KilledStoreTest {

    private static final int ROWS = 20_000;

    /** Differs, whichever row is missing. */
    private static final String COUNT =
            "select count(*) * 1000000 + sum(mod(flow_id, 1000003)) from flow";

    @TempDir private Path folder;

    private String url(String name) {
        // Free space is used again at once, which otherwise takes 45 s.
        return "jdbc:h2:file:" + folder.resolve(name) + ";RETENTION_TIME=0";
    }

    @Test
    void what_is_committed_is_there_wherever_in_the_file_it_was_written() throws Exception {
        try (Store store = Store.open(url("monitor"))) {
            new Sample(store).estate().flows(1, 0, ROWS);
        }
        try (Store store = Store.open(url("monitor"))) {
            Sample sample = new Sample(store);
            for (int commit = 1; commit <= 40; commit++) {
                // Of different lengths, so that they stand where they fit.
                int rows = commit % 7 == 0 ? 2_000 : commit % 3 + 1;
                sample.flows(1, ROWS + commit * 10_000L, rows);
                if (commit % 5 == 0) {
                    long from = Sample.flow(ROWS + (commit - 4) * 10_000L);
                    store.jdbi()
                            .useHandle(
                                    handle ->
                                            handle.execute(
                                                    "delete from flow where flow_id between ? and ?",
                                                    from,
                                                    from + 20_000));
                }
                if (commit % 11 == 0) {
                    store.tidy();
                }
                assertThat(left()).as("after commit %d", commit).isEqualTo(count(store));
            }
        }
    }

    private long left() throws Exception {
        Files.copy(
                folder.resolve("monitor.mv.db"),
                folder.resolve("left.mv.db"),
                StandardCopyOption.REPLACE_EXISTING);
        try (Connection left = DriverManager.getConnection(url("left"));
                Statement statement = left.createStatement();
                ResultSet counted = statement.executeQuery(COUNT)) {
            counted.next();
            return counted.getLong(1);
        }
    }

    private static long count(Store store) {
        return store.jdbi().withHandle(handle -> handle.createQuery(COUNT).mapTo(long.class).one());
    }
}
