package illumiomonitor.lab.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses before each kilobyte; ends when the server is closed. */
final class SlowStream extends OutputStream {

    private static final int PIECE = 1024;

    private final OutputStream out;
    private final Duration pause;
    private final CountDownLatch closed;

    SlowStream(OutputStream out, Duration pause, CountDownLatch closed) {
        this.out = out;
        this.pause = pause;
        this.closed = closed;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
            hold();
            out.write(bytes, offset + done, Math.min(PIECE, length - done));
            out.flush();
        }
    }

    private void hold() throws IOException {
        try {
            if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the server was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("stopped").initCause(e);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
