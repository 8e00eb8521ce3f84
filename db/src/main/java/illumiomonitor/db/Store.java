package illumiomonitor.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import illumiomonitor.db.StoreException.Problem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.logging.Level;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open store. Thread-safe; closed once, at the end. */
public final class Store implements AutoCloseable {

    /** Of the file of a store. */
    static final String EXTENSION = ".mv.db";

    private static final Logger log = LoggerFactory.getLogger(Store.class);

    /** Held, because a logger that nobody holds forgets its level. */
    private static final java.util.logging.Logger DRIVER_LOG =
            java.util.logging.Logger.getLogger("org.postgresql");

    private final String url;
    private final Room room;
    private final Connection keeper;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Dialect dialect;
    private final Optional<Path> file;
    private final Optional<H2Loans> loans;
    private final FlowTotals totals;
    private final SqlConsole console;
    private final RightOfWay rightOfWay = new RightOfWay();

    private Store(String url, Room room, Connection keeper, HikariDataSource pool) {
        this.url = url;
        this.room = room;
        this.keeper = keeper;
        this.pool = pool;
        this.dialect = Dialect.of(url);
        this.file = dialect.file(url);
        this.jdbi =
                Jdbi.create(pool)
                        .installPlugin(new SqlObjectPlugin())
                        .installPlugin(new InstantPlugin());
        // What was bound to a statement may be the hash of a password or of a token.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        this.totals = new FlowTotals(jdbi);
        this.loans = file.map(path -> new H2Loans(keeper));
        this.console = new SqlConsole(Reader.of(dialect, url, jdbi), loans, totals);
    }

    /**
     * Opens the store, makes it when there is none, and brings its schema up to date. Before an
     * existing one is changed, a backup of it is written beside it.
     *
     * @param url JDBC URL of H2 or PostgreSQL
     * @throws StoreException if it is in use, newer than this program, or broken, or if its disk
     *     has too little room for a change of its schema
     */
    public static Store open(String url) {
        return open(url, 0);
    }

    /**
     * The same on a disk that must not be filled.
     *
     * @param spare bytes that backups leave free where the store is
     */
    public static Store open(String url, long spare) {
        return open(url, new Room(spare), true);
    }

    @SuppressWarnings("try") // The turn only has to be ours.
    static Store open(String url, Room room, boolean backupFirst) {
        String complete = Dialect.of(url).complete(url);
        Path file = Dialect.of(url).file(complete).orElse(null);
        if (file == null) {
            Store store = connected(complete, room);
            store.isBehind(Optional.empty());
            return store.migrated();
        }
        try (Turn turn = Turn.of(file)) {
            return openFile(
                    complete,
                    file,
                    room,
                    Optional.of(new SafetyCopy(file, room)).filter(copy -> backupFirst));
        }
    }

    /**
     * Opens the store of a file whose turn the caller has.
     *
     * @param url complete
     */
    static Store openFile(String complete, Path file, Room room, Optional<SafetyCopy> copy) {
        Store store = connected(complete, room);
        if (!store.isBehind(copy)) {
            return store;
        }
        store.close();
        copy.ifPresent(SafetyCopy::settle);
        new SchemaMove(file).make(complete, moving -> connected(moving, room).migrated().close());
        return connected(complete, room).migrated();
    }

    private static Store connected(String complete, Room room) {
        // Logs URLs that it cannot read, with their passwords; what it throws says the same.
        DRIVER_LOG.setLevel(Level.OFF);
        Connection keeper = connect(complete);
        HikariDataSource pool = null;
        try {
            pool = pool(complete);
            return new Store(complete, room, keeper, pool);
        } catch (RuntimeException e) {
            close(pool, keeper);
            throw new OpeningFault(complete, e).exception();
        }
    }

    /** Whether the schema has to move on; the store is saved before that if asked. */
    private boolean isBehind(Optional<SafetyCopy> copy) {
        return closedIfBroken(() -> new Migration(pool).isDue(copy));
    }

    private Store migrated() {
        return closedIfBroken(
                () -> {
                    new Migration(pool).run();
                    return this;
                });
    }

    private <T> T closedIfBroken(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            close(pool, keeper);
            throw e instanceof StoreException ? e : new OpeningFault(url, e).exception();
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
                                    + OpeningFault.name(url)
                                    + " is in use by another process; stop it first or ask it",
                            e)
                    : new OpeningFault(url, e).exception();
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

    /** Who goes first of those that work on it. */
    public RightOfWay rightOfWay() {
        return rightOfWay;
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
        return folder().map(Room::free).map(OptionalLong::of).orElseGet(OptionalLong::empty);
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
     * ten milliseconds. Not while a question is answered: it reads what would be moved.
     *
     * @return whether there was something to do
     */
    public boolean tidy() {
        boolean tidied = loans.map(H2Loans::tidy).orElse(false);
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
     * @throws StoreException if the file exists, cannot be written or would fill the store's disk,
     *     or the store is not an H2 file
     */
    public void backup(Path target) {
        Backup.of(dialect, file, room).write(jdbi, target);
    }

    /**
     * Whether the database has closed itself, as H2 does when its disk is full or breaks. Only
     * opening it again helps.
     */
    public boolean isLost() {
        // A server's connections are made anew.
        return dialect == Dialect.H2 && H2Space.isClosedUnder(keeper);
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
