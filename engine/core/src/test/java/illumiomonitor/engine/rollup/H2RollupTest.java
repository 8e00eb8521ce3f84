package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;

class H2RollupTest extends RollupContract {

    @Override
    Store openEmpty() {
        return Store.open(H2.memory());
    }
}
