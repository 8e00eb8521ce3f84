package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * One side of a flow, as the answer that brought the newest counted traffic described it.
 *
 * <p>Source: a side of a row of the PCE's traffic query, and reference data.
 *
 * @param ip address as the PCE writes it, IPv4 or IPv6; {@code ip}
 * @param href workload, empty when the address belongs to none; {@code workload.href}
 * @param name workload name, else host name, else DNS name, else empty; {@code workload.name}
 * @param managed a VEN runs there; {@code workload.managed}
 * @param enforcement {@code idle}, {@code visibility_only}, {@code selective}, {@code full} or
 *     empty; {@code workload.enforcement_mode}
 * @param labels key to value; {@code workload.labels}
 * @param ipLists names of IP lists that contain the address: those that the answer named ({@code
 *     ip_lists}), and those of the reference data that hold it
 * @param fqdn DNS name the reporter saw, or empty; {@code fqdn}
 * @param online whether the PCE hears the VEN, true where it is not known; from reference data
 * @param labelGroups names of label groups that hold one of its labels, nested ones too; from
 *     reference data
 */
public record Endpoint(
        String ip,
        String href,
        String name,
        boolean managed,
        String enforcement,
        Map<String, String> labels,
        List<String> ipLists,
        String fqdn,
        boolean online,
        List<String> labelGroups) {

    public Endpoint {
        requireNonNull(ip, "ip");
        requireNonNull(href, "href");
        requireNonNull(name, "name");
        requireNonNull(enforcement, "enforcement");
        requireNonNull(fqdn, "fqdn");
        labels = Map.copyOf(labels);
        ipLists = List.copyOf(ipLists);
        labelGroups = List.copyOf(labelGroups);
    }

    /** An endpoint as an answer describes it, without what reference data adds. */
    public Endpoint(
            String ip,
            String href,
            String name,
            boolean managed,
            String enforcement,
            Map<String, String> labels,
            List<String> ipLists,
            String fqdn) {
        this(ip, href, name, managed, enforcement, labels, ipLists, fqdn, true, List.of());
    }

    /** Value of a label, empty when the endpoint has none of that key. */
    public String label(String key) {
        return labels.getOrDefault(key, "");
    }

    /** Whether the address is in an IP list of this name. */
    public boolean in(String ipList) {
        return ipLists.contains(ipList);
    }

    /** Whether one of the labels is in a label group of this name, nested groups included. */
    public boolean inGroup(String labelGroup) {
        return labelGroups.contains(labelGroup);
    }

    /** The address, for tests of where it lies. */
    public Address address() {
        return Address.parse(ip);
    }

    /**
     * Whether the address lies in a block such as {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException if the text is no block
     */
    public boolean inCidr(String cidr) {
        return address().in(cidr);
    }

    /** Whether the address belongs to the open internet. */
    public boolean isPublic() {
        return address().isPublic();
    }

    /** Whether both carry a label of this key and the values differ. */
    public boolean differs(Endpoint other, String key) {
        return !label(key).isEmpty()
                && !other.label(key).isEmpty()
                && !label(key).equals(other.label(key));
    }
}
