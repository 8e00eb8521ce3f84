package illumiomonitor.engine.pce;

import java.util.Locale;

/** What a client beside the one that pulls asks for. */
public enum Purpose {
    CHECK,
    RECONCILE,
    RECORD,
    BACKFILL;

    /** Its folder and what its queries on the PCE are called. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
