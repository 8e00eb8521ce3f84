package illumiomonitor.engine.alert;

import illumiomonitor.engine.network.Cidr;
import illumiomonitor.engine.network.Subject;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.spi.Endpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code exceptions.yaml}. What is given must all fit; at least one of subject, cidr,
 * label and name is given.
 *
 * <p>An address block, a label or a name must fit all the endpoints that the subject names, with a
 * port or without. A subject that names no endpoint is fitted by all of the finding's endpoints,
 * and a name also by the subject itself: a finding about many is never spared because of one of
 * them.
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

    /** Few enough to be typed, and enough to tell all entries of a file apart. */
    private static final int ID_DIGITS = 10;

    boolean spares(Found found, Instant tick) {
        return holdsAt(tick)
                && Glob.fits(rule, found.rule())
                && (subject == null || Glob.fits(subject, found.subject()))
                && (cidr == null || inBlock(found, cidr))
                && (label == null || allCarry(found, label))
                && (name == null || isCalled(found, name));
    }

    /** Made of what it spares and of nothing else. */
    String id() {
        StringBuilder spares = new StringBuilder(rule);
        for (String part :
                Arrays.asList(subject, cidr == null ? null : cidr.whole(), label, lower(name))) {
            spares.append('\n').append(part == null ? "" : part);
        }
        return sha256(spares.toString()).substring(0, ID_DIGITS);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static @Nullable String lower(@Nullable String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    boolean holdsAt(Instant tick) {
        return until == null || tick.isBefore(until);
    }

    private static boolean inBlock(Found found, Cidr block) {
        List<String> addresses = addresses(found);
        List<Endpoint> named = named(found);
        if (addresses.isEmpty() && named.isEmpty()) {
            named = found.endpoints();
        }
        return !(addresses.isEmpty() && named.isEmpty())
                && isRead(found)
                && addresses.stream().allMatch(block::contains)
                && named.stream().allMatch(e -> block.contains(e.ip()));
    }

    /**
     * The addresses that the subject names. Where the end of one may be a port, the facts tell;
     * where they do not, both are meant.
     */
    private static List<String> addresses(Found found) {
        List<String> addresses = new ArrayList<>();
        for (Subject.Part part : Subject.of(found.subject()).parts()) {
            List<String> may = part.addresses();
            List<String> known = may.stream().filter(ip -> isEndpoint(found, ip)).toList();
            addresses.addAll(known.isEmpty() ? may : known);
        }
        return addresses;
    }

    /** Whether of each address that the subject seems to begin a word with it is known whose. */
    private static boolean isRead(Found found) {
        return Subject.of(found.subject()).parts().stream()
                .filter(Subject.Part::isHalfRead)
                .allMatch(part -> found.endpoints().stream().anyMatch(e -> isOf(part, e)));
    }

    private static boolean isOf(Subject.Part part, Endpoint endpoint) {
        return part.names(endpoint.name())
                || part.text().startsWith(endpoint.ip())
                        && Subject.of(part.text()).mentions(endpoint.ip());
    }

    private static boolean isEndpoint(Found found, String ip) {
        return found.endpoints().stream().anyMatch(e -> e.ip().equals(ip));
    }

    private static boolean allCarry(Found found, String label) {
        int equals = label.indexOf('=');
        String key = label.substring(0, equals);
        String value = label.substring(equals + 1);
        return allAre(found, e -> e.label(key).equals(value));
    }

    private static boolean isCalled(Found found, String name) {
        List<String> sides = Subject.of(found.subject()).sides();
        return found.subject().equalsIgnoreCase(name)
                || sides.stream().allMatch(name::equalsIgnoreCase)
                || allAre(
                        found,
                        e -> e.name().equalsIgnoreCase(name) || e.fqdn().equalsIgnoreCase(name));
    }

    /** Whether it is so of whom the subject names, or of all when it names nobody. */
    private static boolean allAre(Found found, Predicate<Endpoint> fits) {
        List<Endpoint> named = named(found);
        List<Endpoint> meant = named.isEmpty() ? found.endpoints() : named;
        // Of an address that none of the facts has, nothing is known.
        boolean known =
                isRead(found)
                        && (named.isEmpty()
                                || addresses(found).stream().allMatch(ip -> isEndpoint(found, ip)));
        return known && !meant.isEmpty() && meant.stream().allMatch(fits);
    }

    private static List<Endpoint> named(Found found) {
        Subject subject = Subject.of(found.subject());
        return found.endpoints().stream()
                .filter(
                        e ->
                                subject.names(e.ip())
                                        || subject.mentions(e.ip())
                                        || subject.names(e.name())
                                        || subject.says(e.name()))
                .toList();
    }
}
