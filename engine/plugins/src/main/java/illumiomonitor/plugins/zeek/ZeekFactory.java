package illumiomonitor.plugins.zeek;

import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.FlowSourceFactory;
import illumiomonitor.spi.Settings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes sources of the kind {@code zeek}: {@code path} names a log or a folder with logs. */
public final class ZeekFactory implements FlowSourceFactory {

    @Override
    public String kind() {
        return "zeek";
    }

    @Override
    public FlowSource create(Settings settings) {
        Path path = Path.of(settings.text("path"));
        settings.refuseOthers();
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(
                    "a source of type zeek names "
                            + path
                            + ", which is not there: name a conn.log or a folder with such logs");
        }
        return new ZeekSource(path);
    }
}
