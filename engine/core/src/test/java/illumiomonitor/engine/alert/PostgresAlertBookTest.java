package illumiomonitor.engine.alert;

import illumiomonitor.engine.Postgres;

/** The same sentences on the other database. */
class PostgresAlertBookTest extends AlertBookTest {

    @Override
    Scene newScene() {
        return new Scene(Postgres.empty());
    }
}
