package illumiomonitor.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {

    /** All that the store has. */
    private static final int CONNECTIONS = 8;

    @TempDir Path folder;

    @Test
    void a_signal_that_meets_the_store_is_no_bug() {
        List<Handle> all = new ArrayList<>();
        try (Store store = Store.open(H2.file(folder.resolve("store")))) {
            for (int n = 0; n < CONNECTIONS; n++) {
                all.add(store.jdbi().open());
            }
            Thread.currentThread().interrupt();
            ConnectionException met =
                    catchThrowableOfType(
                            ConnectionException.class, () -> all.add(store.jdbi().open()));

            assertThat(Stop.isCauseOf(met)).isTrue();
            assertThat(Stop.of(met)).hasCause(met);
            all.forEach(Handle::close);
        }
    }

    @Test
    void what_breaks_by_itself_is_one() {
        assertThat(Stop.isCauseOf(new IllegalStateException("no", new RuntimeException())))
                .isFalse();
    }
}
