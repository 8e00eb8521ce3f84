package illumiomonitor.engine.pce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body on its way in: says when it last moved, and can be closed from another thread. */
final class Inflow {

    private volatile long movedAt = System.nanoTime();
    private InputStream open = InputStream.nullInputStream();
    private boolean aborted;

    long movedAt() {
        return movedAt;
    }

    /** Passes the stream on, unless the caller has gone in the meantime. */
    InputStream open(InputStream in) throws IOException {
        movedAt = System.nanoTime();
        synchronized (this) {
            open = in;
            if (aborted) {
                in.close();
                throw new IOException("nobody waits for this answer any more");
            }
        }
        return new Moving(in);
    }

    /** Ends the reading thread's read. */
    synchronized void abort() {
        aborted = true;
        try {
            open.close();
        } catch (IOException e) {
            // The connection is given up either way; there is nobody left to tell.
            aborted = true;
        }
    }

    private final class Moving extends FilterInputStream {

        Moving(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            movedAt = System.nanoTime();
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            movedAt = System.nanoTime();
            return read;
        }
    }
}
