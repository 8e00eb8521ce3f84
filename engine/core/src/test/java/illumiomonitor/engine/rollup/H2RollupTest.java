package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import java.util.UUID;

class H2RollupTest extends RollupContract {

    @Override
    Store openEmpty() {
        return Store.open("jdbc:h2:mem:" + UUID.randomUUID());
    }
}
