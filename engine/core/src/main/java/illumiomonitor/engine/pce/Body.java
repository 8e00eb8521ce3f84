package illumiomonitor.engine.pce;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;

/** Takes the body of an answer that was a success, to its end. */
@FunctionalInterface
interface Body<T> {

    T read(int status, HttpHeaders headers, InputStream in) throws IOException;
}
