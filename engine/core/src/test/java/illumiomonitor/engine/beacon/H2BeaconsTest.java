package illumiomonitor.engine.beacon;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;

class H2BeaconsTest extends BeaconsContract {

    @Override
    Store openEmpty() {
        return Store.open(H2.memory());
    }
}
