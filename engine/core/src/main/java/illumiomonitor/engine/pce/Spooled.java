package illumiomonitor.engine.pce;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A whole answer on disk, as sent. Closing it deletes the file.
 *
 * @param bytes as sent
 * @param rows elements of the array or JSON lines
 * @param blank there was no JSON at all, not even an empty array
 */
record Spooled(Path file, HttpHeaders headers, long bytes, long rows, boolean blank)
        implements Closeable {

    JsonRows open() throws IOException {
        return new JsonRows(Sniff.open(Files.newInputStream(file)));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
