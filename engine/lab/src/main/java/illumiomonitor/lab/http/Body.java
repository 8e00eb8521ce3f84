package illumiomonitor.lab.http;

import java.io.IOException;
import java.io.OutputStream;

/** The body of a reply, written as it is made. */
@FunctionalInterface
public interface Body {

    void writeTo(OutputStream out) throws IOException;
}
