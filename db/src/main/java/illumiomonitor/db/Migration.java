package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
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

    private final DataSource pool;

    Migration(DataSource pool) {
        this.pool = pool;
    }

    /**
     * Whether the schema has to move on.
     *
     * @param copy is then made of a store that holds something; empty for none
     */
    boolean isDue(Optional<SafetyCopy> copy) {
        MigrationInfoService info = flyway().info();
        refuseNewer(info);
        MigrationInfo current = info.current();
        boolean due = info.pending().length > 0;
        if (current != null && due) {
            String version = String.valueOf(current.getVersion());
            copy.ifPresentOrElse(
                    made -> made.make(Jdbi.create(pool), version),
                    () ->
                            log.info(
                                    "The schema moves on from version {}; the store is not saved before it",
                                    version));
        }
        return due;
    }

    void run() {
        try {
            flyway().migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    H2Error.isPassing(e) ? Problem.BROKEN : Problem.STUCK,
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
}
