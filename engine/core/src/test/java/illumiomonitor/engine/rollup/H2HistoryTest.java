package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;

class H2HistoryTest extends HistoryContract {

    @Override
    Store openEmpty() {
        return Store.open(H2.memory());
    }
}
