package illumiomonitor.engine.beacon;

import illumiomonitor.db.Store;
import java.util.UUID;

class H2BeaconsTest extends BeaconsContract {

    @Override
    Store openEmpty() {
        return Store.open("jdbc:h2:mem:" + UUID.randomUUID());
    }
}
