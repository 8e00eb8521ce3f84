package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import java.util.UUID;

class H2HistoryTest extends HistoryContract {

    @Override
    Store openEmpty() {
        return Store.open("jdbc:h2:mem:" + UUID.randomUUID());
    }
}
