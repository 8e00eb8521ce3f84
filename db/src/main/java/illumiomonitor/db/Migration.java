package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to date, or refuses and changes nothing. */
final class Migration {

    private static final Logger log = LoggerFactory.getLogger(Migration.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final DataSource pool;
    private final Dialect dialect;
    private final Optional<Path> file;

    Migration(DataSource pool, Dialect dialect, Optional<Path> file) {
        this.pool = pool;
        this.dialect = dialect;
        this.file = file;
    }

    /**
     * Whether the schema has to move on.
     *
     * @param backupFirst whether a store that holds something is then saved
     */
    boolean isDue(boolean backupFirst) {
        MigrationInfoService info = flyway().info();
        refuseNewer(info);
        MigrationInfo current = info.current();
        boolean due = info.pending().length > 0;
        if (backupFirst && current != null && due) {
            backup(String.valueOf(current.getVersion()));
        }
        return due;
    }

    void run() {
        try {
            flyway().migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    Problem.BROKEN,
                    "the store's schema cannot be brought up to date: " + H2Error.firstLine(e),
                    e);
        }
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(pool)
                .locations("classpath:illumiomonitor/db/migration")
                .load();
    }

    private static void refuseNewer(MigrationInfoService info) {
        boolean newer =
                Arrays.stream(info.all())
                        .map(MigrationInfo::getState)
                        .anyMatch(
                                state ->
                                        state == MigrationState.FUTURE_SUCCESS
                                                || state == MigrationState.FUTURE_FAILED);
        if (newer) {
            throw new StoreException(
                    Problem.NEWER,
                    "the store was written by a newer version of this program; use that version, or restore an older backup",
                    null);
        }
    }

    private void backup(String version) {
        if (file.isEmpty()) {
            log.info(
                    "The schema moves on from version {}; this kind of store is not saved before it",
                    version);
            return;
        }
        String name = file.get().getFileName().toString().replace(".mv.db", "");
        Path target =
                file.get()
                        .resolveSibling(
                                name
                                        + "-before-migration-from-"
                                        + version
                                        + "-"
                                        + STAMP.format(LocalDateTime.now(ZoneOffset.UTC))
                                        + ".zip");
        Backup.write(Jdbi.create(pool), dialect, file, target);
        log.info(
                "The schema moves on from version {}; the store as it was is in {}",
                version,
                target);
    }
}
