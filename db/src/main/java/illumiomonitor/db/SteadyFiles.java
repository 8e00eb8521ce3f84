package illumiomonitor.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** The file system of {@link SteadyFile}: H2 finds it by the scheme of a store's path. */
public final class SteadyFiles extends FilePathWrapper {

    static final String SCHEME = "steady";

    /** For H2, which makes one per path. */
    public SteadyFiles() {}

    /** Makes H2 know it; again changes nothing. */
    static void register() {
        FilePath.register(new SteadyFiles());
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SteadyFile(getBase().toString(), mode);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }
}
