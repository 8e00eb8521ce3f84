package illumiomonitor.db;

import java.time.Duration;
import java.util.Optional;

/** Questions without processes for them: to start one takes longer than to answer most. */
final class Asked {

    private Asked() {}

    /**
     * Asks in this process: of the same store as the same reader. Nothing is asked after it that
     * has a process, because this reader has another password.
     */
    static SqlResult here(Store store, String url, String sql) throws InterruptedException {
        Dialect dialect = store.dialect();
        try (SqlConsole here =
                new SqlConsole(
                        Reader.of(dialect, dialect.complete(url), store.jdbi()),
                        Optional.empty(),
                        store.totals())) {
            return here.query(sql, Duration.ofSeconds(20), SqlConsole.LIMIT);
        }
    }
}
