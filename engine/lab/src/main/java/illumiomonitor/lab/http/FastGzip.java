package illumiomonitor.lab.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses quickly rather than well, so that a large answer costs its reader, not its writer. */
public final class FastGzip extends GZIPOutputStream {

    public FastGzip(OutputStream out) throws IOException {
        super(out, 1 << 16);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
