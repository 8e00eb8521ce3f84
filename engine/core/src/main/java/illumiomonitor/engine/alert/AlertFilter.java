package illumiomonitor.engine.alert;

import illumiomonitor.spi.Severity;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are wanted; null means any.
 *
 * @param states any of these, not empty
 * @param subject the whole subject
 * @param held whether only those that tell nobody are wanted, or only those that do
 */
public record AlertFilter(
        Set<AlertState> states,
        @Nullable Severity severity,
        @Nullable String pce,
        @Nullable String rule,
        @Nullable String subject,
        @Nullable Boolean held) {

    public AlertFilter {
        states = Set.copyOf(states);
        if (states.isEmpty()) {
            throw new IllegalArgumentException("at least one state must be wanted");
        }
    }

    public static AlertFilter all() {
        return of(EnumSet.allOf(AlertState.class));
    }

    /** Those that nobody and nothing has closed. */
    public static AlertFilter active() {
        return of(EnumSet.of(AlertState.OPEN, AlertState.ACKNOWLEDGED));
    }

    public static AlertFilter of(Set<AlertState> states) {
        return new AlertFilter(states, null, null, null, null, null);
    }

    boolean anyState() {
        return states.size() == AlertState.values().length;
    }
}
