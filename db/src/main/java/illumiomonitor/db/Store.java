package illumiomonitor.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open store. Thread-safe; closed once, at the end. */
public final class Store implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Store.class);

    private final String url;
    private final Connection keeper;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Dialect dialect;
    private final Optional<Path> file;
    private final FlowTotals totals;
    private final SqlConsole console;

    private Store(String url, Connection keeper, HikariDataSource pool) {
        this.url = url;
        this.keeper = keeper;
        this.pool = pool;
        this.dialect = Dialect.of(url);
        this.file = dialect.file(url);
        this.jdbi =
                Jdbi.create(pool)
                        .installPlugin(new SqlObjectPlugin())
                        .installPlugin(new InstantPlugin());
        this.totals = new FlowTotals(jdbi);
        this.console = new SqlConsole(Reader.of(dialect, url, jdbi), totals);
    }

    /**
     * Opens the store, makes it when there is none, and brings its schema up to date. Before an
     * existing one is changed, a backup of it is written beside it.
     *
     * @param url JDBC URL of H2 or PostgreSQL
     * @throws StoreException if it is in use, newer than this program, or broken
     */
    public static Store open(String url) {
        return open(url, true);
    }

    static Store open(String url, boolean backupFirst) {
        String complete = Dialect.of(url).complete(url);
        Store store = connected(complete);
        if (store.isBehind(backupFirst) && store.file.isPresent()) {
            store.close();
            new SchemaMove(store.file.get())
                    .make(complete, copy -> connected(copy).migrated().close());
            store = connected(complete);
        }
        return store.migrated();
    }

    private static Store connected(String complete) {
        Connection keeper = connect(complete);
        HikariDataSource pool = null;
        try {
            pool = pool(complete);
            return new Store(complete, keeper, pool);
        } catch (RuntimeException e) {
            close(pool, keeper);
            throw broken(complete, e);
        }
    }

    /** Whether the schema has to move on; the store is saved before that if asked. */
    private boolean isBehind(boolean backupFirst) {
        return closedIfBroken(() -> migration().isDue(backupFirst));
    }

    private Store migrated() {
        return closedIfBroken(
                () -> {
                    migration().run();
                    return this;
                });
    }

    private Migration migration() {
        return new Migration(pool, dialect, file);
    }

    private <T> T closedIfBroken(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            close(pool, keeper);
            throw e instanceof StoreException ? e : broken(url, e);
        }
    }

    /** Kept until the end, because H2 closes the database with its last connection. */
    private static Connection connect(String url) {
        try {
            return DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw H2Error.isInUse(e)
                    ? new StoreException(
                            Problem.IN_USE,
                            "the store "
                                    + name(url)
                                    + " is in use by another process; stop it first or ask it",
                            e)
                    : broken(url, e);
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(2);
        return new HikariDataSource(config);
    }

    private static StoreException broken(String url, Exception e) {
        return new StoreException(
                Problem.BROKEN,
                "the store " + name(url) + " cannot be opened: " + H2Error.firstLine(e),
                e);
    }

    /** The file, or the URL without what could be a password. */
    private static String name(String url) {
        return Dialect.of(url)
                .file(url)
                .map(Path::toString)
                .orElseGet(() -> url.replaceAll("[?;].*", ""));
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public DataSource dataSource() {
        return pool;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Each flow's newest totals. */
    public FlowTotals totals() {
        return totals;
    }

    /** Where people ask in SQL. */
    public SqlConsole console() {
        return console;
    }

    /** The folder that holds the store; empty when it is in memory or on a server. */
    public Optional<Path> folder() {
        return file.map(Path::getParent);
    }

    /** Bytes still free where the store is; empty when that is not this machine's disk. */
    public OptionalLong freeBytes() {
        return folder().map(Store::usable).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private static long usable(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN, "the free space of " + folder + " cannot be read", e);
        }
    }

    /** Bytes the store takes; 0 in memory. */
    public long sizeBytes() {
        if (dialect == Dialect.POSTGRESQL) {
            return jdbi.withHandle(
                    handle ->
                            handle.createQuery("select pg_database_size(current_database())")
                                    .mapTo(long.class)
                                    .one());
        }
        return file.map(path -> path.toFile().length()).orElse(0L);
    }

    /**
     * Gives back to the disk a little of what was deleted, in a step that holds up writers for some
     * ten milliseconds.
     *
     * @return whether there was something to do
     */
    public boolean tidy() {
        if (dialect != Dialect.H2 || file.isEmpty()) {
            return false;
        }
        boolean tidied = H2Space.of(keeper).tidy();
        if (tidied) {
            // What a step left free is known as free only after the next commit.
            jdbi.useHandle(
                    handle -> handle.execute("update flow_total_upto set pull_id = pull_id"));
        }
        return tidied;
    }

    /**
     * Saves the store to one file while it is being used. Only the owner can read the file.
     *
     * @throws StoreException if the file exists, cannot be written, or the store is not an H2 file
     */
    public void backup(Path target) {
        Backup.write(jdbi, dialect, file, target);
    }

    /**
     * Puts a saved store in the place of another, which stays until the saved one has proved that
     * it opens.
     *
     * @param overwrite whether an existing store may be replaced
     * @throws StoreException if one exists and may not be replaced, is in use, or the backup is
     *     broken or newer
     */
    public static void restore(Path backup, String url, boolean overwrite) {
        Restore.from(backup, url, overwrite);
    }

    @Override
    public void close() {
        console.close();
        close(pool, keeper);
    }

    private static void close(@Nullable HikariDataSource pool, Connection keeper) {
        if (pool != null) {
            pool.close();
        }
        try {
            keeper.close();
        } catch (SQLException e) {
            log.warn("The store did not close cleanly; it recovers at the next start", e);
        }
    }
}
