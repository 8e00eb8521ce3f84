package illumiomonitor.lab.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes in HTTP chunks of up to 32 KB. */
final class ChunkedStream extends OutputStream {

    private static final byte[] CRLF = {'\r', '\n'};

    private final OutputStream out;
    private final byte[] chunk = new byte[1 << 15];
    private int used;

    ChunkedStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        if (used == chunk.length) {
            send();
        }
        chunk[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (used == chunk.length) {
                send();
            }
            int some = Math.min(length - done, chunk.length - used);
            System.arraycopy(bytes, offset + done, chunk, used, some);
            used += some;
            done += some;
        }
    }

    private void send() throws IOException {
        out.write(Integer.toHexString(used).getBytes(StandardCharsets.US_ASCII));
        out.write(CRLF);
        out.write(chunk, 0, used);
        out.write(CRLF);
        used = 0;
    }

    /** Writes what is left and the last, empty chunk. */
    void finish() throws IOException {
        if (used > 0) {
            send();
        }
        out.write('0');
        out.write(CRLF);
        out.write(CRLF);
        out.flush();
    }
}
