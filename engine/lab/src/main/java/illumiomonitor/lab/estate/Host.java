package illumiomonitor.lab.estate;

import static java.util.Objects.requireNonNull;

import illumiomonitor.lab.json.Json;
import java.util.List;

/**
 * A workload of the estate.
 *
 * @param href path without host and version
 * @param name what people call it, may be empty
 * @param hostname what it calls itself, may be empty
 * @param ips its addresses, the first is the main one
 * @param managed whether a VEN runs on it
 * @param online meaningful only when managed
 * @param osType {@code linux} or {@code windows}
 * @param enforcement {@code idle}, {@code visibility_only}, {@code selective} or {@code full}
 * @param visibility {@code flow_summary}, {@code enhanced_data_collection}, ...
 * @param labels one per key
 */
public record Host(
        String href,
        String name,
        String hostname,
        List<String> ips,
        boolean managed,
        boolean online,
        String osType,
        String enforcement,
        String visibility,
        List<Label> labels) {

    public Host {
        requireNonNull(href, "href");
        ips = List.copyOf(ips);
        labels = List.copyOf(labels);
    }

    static Host of(String name, String ip, boolean managed, List<Label> labels) {
        return new Host(
                "/orgs/1/workloads/" + Json.uuid("workload " + name + " " + ip),
                name,
                name + ".lab.test",
                List.of(ip),
                managed,
                managed,
                "linux",
                "visibility_only",
                "flow_summary",
                labels);
    }

    public String ip() {
        return ips.get(0);
    }

    /** Path of its VEN, when it is managed. */
    public String ven() {
        return "/orgs/1/vens/" + Json.uuid("ven " + href);
    }

    /** The label's value, empty when it has none of that key. */
    public String label(String key) {
        return labels.stream()
                .filter(l -> l.key().equals(key))
                .map(Label::value)
                .findFirst()
                .orElse("");
    }

    public Host named(String name, String hostname) {
        return new Host(
                href,
                name,
                hostname,
                ips,
                managed,
                online,
                osType,
                enforcement,
                visibility,
                labels);
    }

    public Host withIps(List<String> all) {
        return new Host(
                href,
                name,
                hostname,
                all,
                managed,
                online,
                osType,
                enforcement,
                visibility,
                labels);
    }

    public Host withLabels(List<Label> all) {
        return new Host(
                href, name, hostname, ips, managed, online, osType, enforcement, visibility, all);
    }

    public Host withEnforcement(String mode) {
        return new Host(
                href, name, hostname, ips, managed, online, osType, mode, visibility, labels);
    }

    public Host withVisibility(String level) {
        return new Host(
                href, name, hostname, ips, managed, online, osType, enforcement, level, labels);
    }

    public Host withOs(String type) {
        return new Host(
                href, name, hostname, ips, managed, online, type, enforcement, visibility, labels);
    }

    public Host online(boolean is) {
        return new Host(
                href, name, hostname, ips, managed, is, osType, enforcement, visibility, labels);
    }
}
