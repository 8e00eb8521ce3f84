package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * One side of a flow, as the answer that brought the newest counted traffic described it.
 *
 * @param ip address as the PCE writes it, IPv4 or IPv6; {@code ip}
 * @param href workload, empty when the address belongs to none; {@code workload.href}
 * @param name workload name, else host name, else DNS name, else empty; {@code workload.name}
 * @param managed a VEN runs there; {@code workload.managed}
 * @param enforcement {@code idle}, {@code visibility_only}, {@code selective}, {@code full} or
 *     empty
 * @param labels key to value; {@code workload.labels}
 * @param ipLists names of IP lists that contain the address, as far as the PCE says; {@code
 *     ip_lists}
 * @param fqdn DNS name the reporter saw, or empty; {@code fqdn}
 */
public record Endpoint(
        String ip,
        String href,
        String name,
        boolean managed,
        String enforcement,
        Map<String, String> labels,
        List<String> ipLists,
        String fqdn) {

    public Endpoint {
        requireNonNull(ip, "ip");
        requireNonNull(href, "href");
        requireNonNull(name, "name");
        requireNonNull(enforcement, "enforcement");
        requireNonNull(fqdn, "fqdn");
        labels = Map.copyOf(labels);
        ipLists = List.copyOf(ipLists);
    }

    /** Value of a label, empty when the endpoint has none of that key. */
    public String label(String key) {
        return labels.getOrDefault(key, "");
    }

    /** Whether the PCE named this IP list for the address. */
    public boolean in(String ipList) {
        return ipLists.contains(ipList);
    }
}
