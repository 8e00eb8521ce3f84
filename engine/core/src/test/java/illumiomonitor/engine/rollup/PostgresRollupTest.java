package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.Postgres;

class PostgresRollupTest extends RollupContract {

    @Override
    Store openEmpty() {
        return Store.open(Postgres.empty());
    }
}
