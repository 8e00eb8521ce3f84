package illumiomonitor.engine.pce;

import static java.util.Objects.requireNonNull;

/**
 * How a PCE says it is.
 *
 * @param state {@code NORMAL}, {@code WARNING}, {@code CRITICAL}, or {@code NOT_AVAILABLE} where
 *     the PCE tells nobody (SaaS)
 * @param reason what is not normal, in the PCE's words; empty when all is
 */
public record PceHealth(String state, String reason) {

    public static final String NORMAL = "NORMAL";
    public static final String WARNING = "WARNING";
    public static final String CRITICAL = "CRITICAL";
    public static final String NOT_AVAILABLE = "NOT_AVAILABLE";

    public PceHealth {
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
    }
}
