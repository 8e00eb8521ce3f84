package illumiomonitor.engine.retention;

import illumiomonitor.db.Store;
import illumiomonitor.engine.Postgres;

class PostgresRetentionTest extends RetentionContract {

    @Override
    Store openEmpty() {
        return Store.open(Postgres.empty());
    }
}
