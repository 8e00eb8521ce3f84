package illumiomonitor.db;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends StoreContract {

    @TempDir Path folder;

    @Override
    Store openEmpty() {
        return Store.open("jdbc:h2:file:" + folder.resolve("monitor"));
    }

    @AfterEach
    void close() {
        store.close();
    }
}
