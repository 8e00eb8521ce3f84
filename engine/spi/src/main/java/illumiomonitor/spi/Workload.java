package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A workload as the PCE's list had it when reference data was last read before the tick.
 *
 * <p>Source: the PCE's list of workloads.
 *
 * @param pce name of the PCE
 * @param href the PCE's own id; {@code href}
 * @param name its name, else its host name; {@code name}
 * @param hostname its host name, or empty; {@code hostname}
 * @param addresses of its interfaces that are up, and the one that it has outside; {@code
 *     interfaces[].address}, {@code public_ip}
 * @param managed a VEN runs there; {@code managed}
 * @param online whether the PCE hears its VEN; true where there is none
 * @param enforcement {@code idle}, {@code visibility_only}, {@code selective}, {@code full} or
 *     empty; {@code enforcement_mode}
 * @param labels key to value; {@code labels}
 * @param labelsSince when its labels were first seen as they are
 * @param heartbeat newest heartbeat of its VEN, {@link Instant#EPOCH} when unknown
 * @param agent href of its agent or VEN, or empty
 * @param readAt when the list that told its heartbeat was read, PCE time; the list of workloads
 *     when none told it
 */
public record Workload(
        String pce,
        String href,
        String name,
        String hostname,
        List<String> addresses,
        boolean managed,
        boolean online,
        String enforcement,
        Map<String, String> labels,
        Instant labelsSince,
        Instant heartbeat,
        String agent,
        Instant readAt) {

    public Workload {
        requireNonNull(pce, "pce");
        requireNonNull(href, "href");
        requireNonNull(name, "name");
        requireNonNull(hostname, "hostname");
        requireNonNull(enforcement, "enforcement");
        requireNonNull(labelsSince, "labelsSince");
        requireNonNull(heartbeat, "heartbeat");
        requireNonNull(agent, "agent");
        requireNonNull(readAt, "readAt");
        addresses = List.copyOf(addresses);
        labels = Map.copyOf(labels);
    }

    /** Value of a label, empty when the workload has none of that key. */
    public String label(String key) {
        return labels.getOrDefault(key, "");
    }

    /** Whether one of its addresses is this one. */
    public boolean has(String ip) {
        return addresses.contains(ip);
    }
}
