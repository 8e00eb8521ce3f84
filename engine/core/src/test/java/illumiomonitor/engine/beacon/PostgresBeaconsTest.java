package illumiomonitor.engine.beacon;

import illumiomonitor.db.Store;
import illumiomonitor.engine.Postgres;

class PostgresBeaconsTest extends BeaconsContract {

    @Override
    Store openEmpty() {
        return Store.open(Postgres.empty());
    }
}
