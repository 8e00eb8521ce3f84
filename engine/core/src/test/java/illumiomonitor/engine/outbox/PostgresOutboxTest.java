package illumiomonitor.engine.outbox;

import illumiomonitor.engine.Postgres;
import illumiomonitor.engine.alert.Scene;

/** The same sentences on the other database. */
class PostgresOutboxTest extends OutboxTest {

    @Override
    Scene newScene() {
        return new Scene(Postgres.empty());
    }
}
