package illumiomonitor.lab.estate;

import illumiomonitor.lab.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workloads, labels, address lists and DNS names of the pretend network, as they are now.
 * Thread-safe.
 */
public final class Estate {

    private static final int FIRST_LABEL_ID = 11;

    private final Map<String, Label> labels = new LinkedHashMap<>();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, Host> byIp = new LinkedHashMap<>();
    private final Map<String, IpList> ipLists = new LinkedHashMap<>();
    private final Map<String, LabelGroup> labelGroups = new LinkedHashMap<>();
    private final Map<String, String> fqdns = new LinkedHashMap<>();

    /** An estate without anybody, and the address list that every PCE has. */
    public Estate() {
        ipList("Any (0.0.0.0/0 and ::/0)", "0.0.0.0/0", "::/0");
    }

    /**
     * Adds a workload with a VEN.
     *
     * @param labels such as {@code env=Prod}
     */
    public Host workload(String name, String ip, String... labels) {
        return put(Host.of(name, ip, true, labels(labels)));
    }

    /** Adds a workload without a VEN. */
    public Host unmanaged(String name, String ip, String... labels) {
        return put(Host.of(name, ip, false, labels(labels)));
    }

    /** Adds a host, or replaces the one with its href. */
    public synchronized Host put(Host host) {
        Host old = hosts.put(host.href(), host);
        if (old != null) {
            old.ips().forEach(byIp::remove);
        }
        host.ips().forEach(ip -> byIp.put(ip, host));
        return host;
    }

    public synchronized void remove(Host host) {
        hosts.remove(host.href());
        host.ips().forEach(byIp::remove);
    }

    /** The label of that key and value; made when there is none yet. */
    public synchronized Label label(String key, String value) {
        return labels.computeIfAbsent(
                key + "=" + value,
                k -> new Label("/orgs/1/labels/" + (FIRST_LABEL_ID + labels.size()), key, value));
    }

    /** Adds a label that a PCE wrote. */
    public synchronized Label put(Label label) {
        labels.put(label.key() + "=" + label.value(), label);
        return label;
    }

    public List<Label> labels(String... pairs) {
        return Arrays.stream(pairs)
                .map(pair -> pair.split("=", 2))
                .map(pair -> label(pair[0], pair[1]))
                .toList();
    }

    /** Adds an address list. */
    public synchronized IpList ipList(String name, String... blocks) {
        String href = "/orgs/1/sec_policy/active/ip_lists/" + (ipLists.size() + 1);
        IpList list = new IpList(href, name, List.of(blocks));
        ipLists.put(href, list);
        return list;
    }

    /**
     * Adds a label group.
     *
     * @param labels of one key
     * @param groups that it holds too
     */
    public synchronized LabelGroup labelGroup(
            String name, List<Label> labels, LabelGroup... groups) {
        String href = "/orgs/1/sec_policy/active/label_groups/" + Json.uuid("group " + name);
        LabelGroup group = new LabelGroup(href, name, labels, List.of(groups));
        labelGroups.put(href, group);
        return group;
    }

    public synchronized List<LabelGroup> labelGroups() {
        return List.copyOf(labelGroups.values());
    }

    /** Says what name the VENs saw for an address. */
    public synchronized void fqdn(String ip, String name) {
        fqdns.put(ip, name);
    }

    public synchronized String fqdn(String ip) {
        return fqdns.getOrDefault(ip, "");
    }

    public synchronized @Nullable Host byIp(String ip) {
        return byIp.get(ip);
    }

    public synchronized List<Host> hosts() {
        return new ArrayList<>(hosts.values());
    }

    /** Workloads with a VEN that carry the label. */
    public List<Host> managed(String key, String value) {
        return hosts().stream().filter(h -> h.managed() && h.label(key).equals(value)).toList();
    }

    public synchronized Collection<Label> labels() {
        return List.copyOf(labels.values());
    }

    public synchronized List<IpList> ipLists() {
        return List.copyOf(ipLists.values());
    }

    /** The address lists that contain an address, at most five as a PCE shows. */
    public List<IpList> ipListsOf(String ip) {
        return ipLists().stream().filter(l -> l.contains(ip)).limit(5).toList();
    }
}
