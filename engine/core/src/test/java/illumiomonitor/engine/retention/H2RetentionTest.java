package illumiomonitor.engine.retention;

import illumiomonitor.db.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2RetentionTest extends RetentionContract {

    @TempDir Path folder;

    @Override
    Store openEmpty() {
        return Store.open("jdbc:h2:file:" + folder.resolve("monitor"));
    }
}
