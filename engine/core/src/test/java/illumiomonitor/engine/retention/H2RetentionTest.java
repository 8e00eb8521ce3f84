package illumiomonitor.engine.retention;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2RetentionTest extends RetentionContract {

    @TempDir Path folder;

    @Override
    Store openEmpty() {
        return Store.open(H2.file(folder.resolve("monitor")));
    }
}
