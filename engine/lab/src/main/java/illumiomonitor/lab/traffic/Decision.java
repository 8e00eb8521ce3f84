package illumiomonitor.lab.traffic;

import java.util.Locale;

/** What policy made of a connection; {@code policy_decision}. */
public enum Decision {
    ALLOWED,
    POTENTIALLY_BLOCKED,
    BLOCKED,
    UNKNOWN;

    /** As the PCE writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
