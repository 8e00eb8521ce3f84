package illumiomonitor.engine.alert;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same sentences on the other database. */
class PostgresRefractoryTest extends RefractoryTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Override
    Scene newScene() {
        return new Scene(postgres.getJdbcUrl("postgres", "postgres")).emptied();
    }
}
