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
 * @param places of its rows
 */
record Spooled(Path file, HttpHeaders headers, long bytes, RowPlaces places) implements Closeable {

    /** Elements of the array or JSON lines. */
    long rows() {
        return places.rows();
    }

    /** There was no JSON at all, not even an empty array. */
    boolean blank() {
        return places.blank();
    }

    /** The rows; they are walked once. */
    JsonRows open() throws IOException {
        return new JsonRows(Sniff.open(Files.newInputStream(file)), places);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
