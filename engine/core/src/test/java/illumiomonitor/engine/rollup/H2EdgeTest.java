package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import java.util.UUID;

class H2EdgeTest extends EdgeContract {

    @Override
    Store openEmpty() {
        return Store.open("jdbc:h2:mem:" + UUID.randomUUID());
    }
}
