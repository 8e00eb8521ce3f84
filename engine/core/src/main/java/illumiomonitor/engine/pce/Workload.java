package illumiomonitor.engine.pce;

import java.util.Map;

/**
 * A workload as the PCE lists it. Absent texts are empty.
 *
 * @param href its id
 * @param name given name, else host name, else href
 * @param hostname as the VEN reports it
 * @param managed a VEN runs there
 * @param online the VEN has been heard of lately
 * @param enforcement {@code idle}, {@code visibility_only}, {@code selective} or {@code full}
 * @param visibility {@code flow_off}, {@code flow_drops}, {@code flow_summary}, {@code
 *     flow_full_detail} or {@code enhanced_data_collection}
 * @param labels key to value
 */
public record Workload(
        String href,
        String name,
        String hostname,
        boolean managed,
        boolean online,
        String enforcement,
        String visibility,
        Map<String, String> labels) {

    public Workload {
        labels = Map.copyOf(labels);
    }
}
