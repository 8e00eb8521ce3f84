package illumiomonitor.engine.pce;

import java.io.IOException;

/** This machine's disk, not the PCE, failed. */
final class SpoolException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolException(String sentence, IOException cause) {
        super(sentence, cause);
    }
}
