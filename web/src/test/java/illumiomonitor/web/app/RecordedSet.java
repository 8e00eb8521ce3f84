package illumiomonitor.web.app;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Where the recorded set lies that is checked in. */
final class RecordedSet {

    private RecordedSet() {}

    static Path folder() {
        URL meta = RecordedSet.class.getResource("/recorded/demo/meta.json");
        if (meta == null) {
            throw new IllegalStateException("recorded/demo is not among the test's resources");
        }
        try {
            return Path.of(meta.toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no folder: " + meta, e);
        }
    }
}
