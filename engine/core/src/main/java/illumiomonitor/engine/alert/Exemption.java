package illumiomonitor.engine.alert;

import illumiomonitor.engine.network.Cidr;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.spi.Endpoint;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code exceptions.yaml}. What is given must all fit; at least one of subject, cidr,
 * label and name is given.
 *
 * <p>An address block, a label or a name must fit the endpoints that the subject names. A subject
 * that names no endpoint is fitted by all of the finding's endpoints, and a name also by the
 * subject itself: a finding about many is never spared because of one of them.
 *
 * @param rule name of a rule; {@code *} stands for anything, in the subject too
 * @param label {@code key=value}
 * @param name of a workload or host
 * @param until first instant at which it no longer holds, null for none
 */
record Exemption(
        String rule,
        @Nullable String subject,
        @Nullable Cidr cidr,
        @Nullable String label,
        @Nullable String name,
        String owner,
        String reason,
        @Nullable Instant until) {

    private static final Pattern BETWEEN = Pattern.compile("[\\s,;()\\[\\]>|]+");

    boolean spares(Found found, Instant tick) {
        return holdsAt(tick)
                && fits(rule, found.rule())
                && (subject == null || fits(subject, found.subject()))
                && (cidr == null || inBlock(found, cidr))
                && (label == null || allCarry(found, label))
                && (name == null || isCalled(found, name));
    }

    /** Whether a text is what is written, where {@code *} stands for anything. */
    static boolean fits(String written, String text) {
        if (written.indexOf('*') < 0) {
            return written.equals(text);
        }
        return Arrays.stream(written.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.collectingAndThen(Collectors.joining(".*"), Pattern::compile))
                .matcher(text)
                .matches();
    }

    boolean holdsAt(Instant tick) {
        return until == null || tick.isBefore(until);
    }

    private static boolean inBlock(Found found, Cidr block) {
        List<String> addresses = addresses(found.subject());
        if (!addresses.isEmpty()) {
            return addresses.stream().allMatch(block::contains);
        }
        List<Endpoint> endpoints = named(found);
        return !endpoints.isEmpty() && endpoints.stream().allMatch(e -> block.contains(e.ip()));
    }

    private static boolean allCarry(Found found, String label) {
        int equals = label.indexOf('=');
        String key = label.substring(0, equals);
        String value = label.substring(equals + 1);
        List<Endpoint> endpoints = named(found);
        return !endpoints.isEmpty() && endpoints.stream().allMatch(e -> e.label(key).equals(value));
    }

    private static boolean isCalled(Found found, String name) {
        if (found.subject().equalsIgnoreCase(name)) {
            return true;
        }
        List<Endpoint> endpoints = named(found);
        return !endpoints.isEmpty()
                && endpoints.stream()
                        .allMatch(
                                e ->
                                        e.name().equalsIgnoreCase(name)
                                                || e.fqdn().equalsIgnoreCase(name));
    }

    private static List<Endpoint> named(Found found) {
        List<String> words =
                BETWEEN.splitAsStream(found.subject()).filter(w -> !w.isEmpty()).toList();
        List<Endpoint> named =
                found.endpoints().stream()
                        .filter(
                                e ->
                                        words.contains(e.ip())
                                                || words.contains(e.name())
                                                || found.subject().equals(e.name()))
                        .toList();
        return named.isEmpty() ? found.endpoints() : named;
    }

    private static List<String> addresses(String subject) {
        return BETWEEN.splitAsStream(subject).filter(w -> Cidr.address(w) != null).toList();
    }
}
