package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.Postgres;

class PostgresEdgeTest extends EdgeContract {

    @Override
    Store openEmpty() {
        return Store.open(Postgres.empty());
    }
}
