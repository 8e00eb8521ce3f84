package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.Postgres;

class PostgresHistoryTest extends HistoryContract {

    @Override
    Store openEmpty() {
        return Store.open(Postgres.empty());
    }
}
