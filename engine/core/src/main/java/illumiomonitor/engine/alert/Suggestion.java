package illumiomonitor.engine.alert;

import static java.util.Objects.requireNonNull;

/**
 * A source that reaches out so widely that somebody should say whether it may.
 *
 * @param ip the source
 * @param name of its workload or host, or empty
 * @param destinations distinct destination addresses
 * @param ports distinct ports
 */
public record Suggestion(Kind kind, String ip, String name, int destinations, int ports) {

    /** What it looks like. */
    public enum Kind {
        /** Many destinations on many ports. */
        SCANNER,
        /** Many destinations on few ports. */
        MONITORING
    }

    public Suggestion {
        requireNonNull(kind, "kind");
        requireNonNull(ip, "ip");
        requireNonNull(name, "name");
    }

    /** An entry for {@code exceptions.yaml} whose owner and reason are left to be written. */
    public String entry() {
        return "- {rule: \"*\", cidr: \"" + ip + "\", owner: , reason: }";
    }
}
