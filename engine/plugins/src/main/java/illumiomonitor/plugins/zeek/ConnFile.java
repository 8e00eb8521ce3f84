package illumiomonitor.plugins.zeek;

import illumiomonitor.spi.FlowRow;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** One connection log, tab-separated or JSON, plain or gzip. Reads it line by line. */
final class ConnFile {

    private static final int GZIP = 0x1f8b;

    /** Takes what a line says. */
    interface Taker {
        void row(FlowRow row, Fields fields) throws InterruptedException;

        /** A line that is no connection. */
        void malformed(long number, String why);
    }

    private final Path path;
    private final Layout layout = new Layout();

    ConnFile(Path path) {
        this.path = path;
    }

    void read(Taker taker) throws IOException, InterruptedException {
        long number = 0;
        try (BufferedReader lines = open()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                take(
                        number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line,
                        number,
                        taker);
            }
        } catch (EOFException | ZipException e) {
            // Cut off, or still being packed: what came so far is good.
            taker.malformed(number + 1, "the packed file breaks off here: " + e.getMessage());
        }
    }

    private void take(String line, long number, Taker taker) throws InterruptedException {
        FlowRow row;
        Fields fields;
        try {
            if (line.startsWith("#")) {
                layout.comment(line);
                return;
            }
            boolean json = JsonLine.is(line);
            if (line.isBlank() || (json ? JsonLine.isBracket(line) : layout.isNames(line))) {
                return;
            }
            fields = json ? JsonLine.of(line) : layout.line(line);
            row = ConnLine.row(fields);
        } catch (IllegalArgumentException e) {
            taker.malformed(number, String.valueOf(e.getMessage()));
            return;
        }
        taker.row(row, fields);
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path));
        try {
            InputStream plain = isPacked(bytes) ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** By what is in it: captures are renamed. */
    private static boolean isPacked(InputStream bytes) throws IOException {
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        return magic == GZIP;
    }
}
