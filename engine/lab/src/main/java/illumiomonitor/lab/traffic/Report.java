package illumiomonitor.lab.traffic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one side's VEN tells of a connection.
 *
 * @param decision as that side saw it; the two may differ
 * @param state {@code closed}, {@code active}, {@code timed out}, {@code snapshot}, ...
 * @param process on that side, empty when it does not tell
 * @param user on that side
 * @param service Windows service on that side
 * @param clientType kind of reporter, {@code server}, {@code endpoint}, {@code flowlink}
 * @param after from the connection to the moment the PCE shows it
 */
public record Report(
        Side side,
        Decision decision,
        String state,
        String process,
        String user,
        String service,
        String clientType,
        Duration after) {

    public Report {
        requireNonNull(side, "side");
        requireNonNull(decision, "decision");
        if (after.isNegative()) {
            throw new IllegalArgumentException("a report cannot come before its connection");
        }
    }

    /** An allowed, closed connection that is shown at once. */
    public static Report by(Side side) {
        return new Report(side, Decision.ALLOWED, "closed", "", "", "", "server", Duration.ZERO);
    }

    public Report decision(Decision other) {
        return new Report(side, other, state, process, user, service, clientType, after);
    }

    public Report state(String other) {
        return new Report(side, decision, other, process, user, service, clientType, after);
    }

    public Report process(String name, String byUser) {
        return new Report(side, decision, state, name, byUser, service, clientType, after);
    }

    public Report service(String name) {
        return new Report(side, decision, state, process, user, name, clientType, after);
    }

    public Report clientType(String kind) {
        return new Report(side, decision, state, process, user, service, kind, after);
    }

    public Report after(Duration delay) {
        return new Report(side, decision, state, process, user, service, clientType, delay);
    }

    /** The same, told by the other side. */
    public Report side(Side other) {
        return new Report(other, decision, state, process, user, service, clientType, after);
    }
}
