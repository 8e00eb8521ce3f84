package illumiomonitor.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** The open store. Thread-safe; closed once, at the end. */
public final class Store implements AutoCloseable {

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Dialect dialect;
    private final FlowTotals totals;

    private Store(HikariDataSource pool, Dialect dialect) {
        this.pool = pool;
        this.dialect = dialect;
        this.jdbi = Jdbi.create(pool).installPlugin(new SqlObjectPlugin());
        this.totals = new FlowTotals(jdbi);
    }

    /**
     * Opens the store and brings its schema up to date.
     *
     * @param url JDBC URL of H2 or PostgreSQL
     * @throws StoreException if it is in use, newer than this program, or broken
     */
    public static Store open(String url) {
        Dialect dialect = Dialect.of(url);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(
                dialect == Dialect.H2
                        ? url + ";WRITE_DELAY=0;NON_KEYWORDS=VALUE;CACHE_SIZE=65536"
                        : url);
        config.setMaximumPoolSize(8);
        HikariDataSource pool = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:illumiomonitor/db/migration")
                .load()
                .migrate();
        return new Store(pool, dialect);
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Each flow's newest totals. */
    public FlowTotals totals() {
        return totals;
    }

    public Dialect dialect() {
        return dialect;
    }

    @Override
    public void close() {
        pool.close();
    }
}
