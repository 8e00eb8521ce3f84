package illumiomonitor.engine.pce;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpHeaders;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that keeps an answer while it is read: nothing of it is passed on before it is whole.
 */
final class Spool {

    /** Opens a file that is there and empty. */
    @FunctionalInterface
    interface Opening {
        OutputStream open(Path file) throws IOException;
    }

    private final Path folder;
    private final Opening opening;
    private final String prefix;

    Spool(Path folder, String pce) {
        this(folder, pce, Files::newOutputStream);
    }

    /** For tests, whose disks fill up. */
    Spool(Path folder, String pce, Opening opening) {
        this.folder = folder;
        this.opening = opening;
        this.prefix = "pce-" + pce.replaceAll("[^A-Za-z0-9_-]", "_") + ".";
    }

    /** Writes a body to a file as it comes, and checks on the way that it is whole. */
    Spooled write(int status, HttpHeaders headers, InputStream in) throws IOException {
        Path file = create();
        boolean whole = false;
        try {
            Spooled spooled = write(file, headers, in);
            whole = true;
            return spooled;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes what a killed predecessor left. */
    void clear() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, prefix + "*.spool")) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }

    private Path create() throws SpoolException {
        try {
            Files.createDirectories(folder);
            return Files.createTempFile(folder, prefix, ".spool");
        } catch (IOException e) {
            throw new SpoolException(
                    "no file can be written in " + folder + ": " + e.getMessage(), e);
        }
    }

    private Spooled write(Path file, HttpHeaders headers, InputStream in) throws IOException {
        try (Tee tee = new Tee(in, new BufferedOutputStream(opening.open(file), 1 << 16))) {
            InputStream content = Sniff.open(tee);
            // Only their places are noted here; rows are parsed when all of them are known to be
            // there.
            RowPlaces places = RowPlaces.in(content);
            tee.drain();
            return new Spooled(file, headers, tee.bytes, places);
        }
    }

    /** Copies what is read from it to the file. */
    private static final class Tee extends FilterInputStream {

        private final OutputStream file;
        private long bytes;

        Tee(InputStream in, OutputStream file) {
            super(in);
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = super.read(into, from, length);
            if (n > 0) {
                keep(into, from, n);
            }
            return n;
        }

        /** Reads to the end, so that the connection can be used again. */
        void drain() throws IOException {
            byte[] rest = new byte[1024];
            int n = read(rest, 0, rest.length);
            while (n >= 0) {
                n = read(rest, 0, rest.length);
            }
        }

        private void keep(byte[] from, int at, int length) throws SpoolException {
            try {
                file.write(from, at, length);
                bytes += length;
            } catch (IOException e) {
                throw unkept(e);
            }
        }

        /** What the buffer still holds meets the disk only here. */
        @Override
        public void close() throws SpoolException {
            try {
                file.close();
            } catch (IOException e) {
                throw unkept(e);
            }
        }

        private static SpoolException unkept(IOException cause) {
            return new SpoolException(
                    "an answer cannot be kept on disk: " + cause.getMessage(), cause);
        }
    }
}
