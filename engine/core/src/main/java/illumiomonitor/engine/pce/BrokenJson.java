package illumiomonitor.engine.pce;

import java.io.IOException;

/** A body that cannot be what the PCE meant to send. The message goes after "the answer". */
final class BrokenJson extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenJson(String what) {
        super(what);
    }
}
