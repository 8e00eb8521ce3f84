package illumiomonitor.engine.pce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip whether or not anybody said that it is gzip: by its first two bytes. */
final class Sniff {

    static final int CHUNK = 1 << 16;

    private Sniff() {}

    static InputStream open(InputStream raw) throws IOException {
        PushbackInputStream start = new PushbackInputStream(raw, 2);
        byte[] magic = start.readNBytes(2);
        start.unread(magic);
        boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
        return gzip ? new GZIPInputStream(start, CHUNK) : start;
    }

    static byte[] whole(byte[] raw) throws IOException {
        try (InputStream in = open(new ByteArrayInputStream(raw))) {
            return in.readNBytes(Reply.MOST_BYTES);
        }
    }
}
