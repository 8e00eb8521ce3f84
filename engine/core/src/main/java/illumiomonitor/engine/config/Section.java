package illumiomonitor.engine.config;

import illumiomonitor.engine.config.YamlSource.Entry;
import illumiomonitor.spi.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Some keys of the configuration that belong together. Every complaint names file, line and key,
 * and no value that may be secret.
 */
final class Section {

    private final YamlSource source;
    private final String path;
    private final int line;
    private final Map<String, Entry> entries;

    Section(YamlSource source, String path, int line, Map<String, Entry> entries) {
        this.source = source;
        this.path = path;
        this.line = line;
        this.entries = entries;
    }

    /**
     * Refuses keys that are not among the known ones. Asked first, so that a misspelt key is not
     * called missing.
     */
    Section only(String... known) {
        List<String> all = Arrays.asList(known);
        entries.forEach(
                (key, entry) -> {
                    if (!all.contains(key)) {
                        throw source.fail(
                                entry.line(),
                                full(key)
                                        + " is not known; did you mean "
                                        + nearest(key, all)
                                        + "?");
                    }
                });
        return this;
    }

    /** File and line where it begins. */
    String place() {
        return source.place(line);
    }

    boolean has(String key) {
        Entry entry = entries.get(key);
        return entry != null && !YamlSource.isNull(entry.value());
    }

    /** The keys below a key; none when it is absent. */
    Section section(String key) {
        Entry entry = entries.get(key);
        return entry == null || YamlSource.isNull(entry.value())
                ? new Section(source, full(key), line, Map.of())
                : below(key, entry.value());
    }

    /** The items of a list whose items have keys. */
    List<Section> sections(String key) {
        Entry entry = entries.get(key);
        return entry == null || YamlSource.isNull(entry.value())
                ? List.of()
                : source.items(entry.value()).stream().map(item -> below(key, item)).toList();
    }

    /** A value that is there and not empty. */
    Optional<String> text(String key) {
        Entry entry = entries.get(key);
        return entry == null || YamlSource.isNull(entry.value())
                ? Optional.empty()
                : Optional.of(source.text(full(key), entry.value()))
                        .filter(text -> !text.isBlank());
    }

    String required(String key) {
        return text(key).orElseThrow(() -> fail(key, "is missing"));
    }

    Secret secret(String key) {
        return new Secret(text(key).orElse(""));
    }

    /** A name that stands in the store: short, one line, and of no other item of the list. */
    String name(String key) {
        String name = required(key).strip();
        if (name.length() > 64 || name.chars().anyMatch(Character::isISOControl)) {
            throw fail(key, "must be one line of at most 64 characters");
        }
        return name;
    }

    long number(String key, long least, long most, long otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.get().strip().replace("_", ""));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, together with what is allowed.
        }
        throw fail(key, "must be a whole number from " + least + " to " + most);
    }

    boolean flag(String key, boolean otherwise) {
        return switch (text(key).orElse(String.valueOf(otherwise)).strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw fail(key, "must be true or false");
        };
    }

    String oneOf(String key, String otherwise, String... allowed) {
        String text = text(key).orElse(otherwise).strip();
        if (!Arrays.asList(allowed).contains(text)) {
            throw fail(key, "must be one of " + String.join(", ", allowed));
        }
        return text;
    }

    Duration duration(String key, Duration least, Duration otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Duration length =
                Durations.parse(text.get().strip())
                        .orElseThrow(
                                () ->
                                        fail(
                                                key,
                                                "must be a length of time such as 30s, 5m, 24h or 14d"));
        if (length.compareTo(least) < 0) {
            throw fail(key, "must be at least " + Durations.text(least));
        }
        return length;
    }

    /** An address of a server: scheme, host, perhaps port; no path, no user. */
    @Nullable URI server(String key, String... schemes) {
        URI address = address(key, schemes);
        if (address == null) {
            return null;
        }
        if (!address.getPath().isEmpty() && !address.getPath().equals("/")) {
            throw fail(key, "must end after host and port, without a path");
        }
        return URI.create(address.getScheme() + "://" + address.getRawAuthority());
    }

    /** An address that may have a path. */
    @Nullable URI address(String key, String... schemes) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return null;
        }
        String form = String.join(" or ", schemes) + "://host:port";
        try {
            URI address = new URI(text.get().strip());
            if (address.getHost() == null
                    || !Arrays.asList(schemes).contains(address.getScheme())) {
                throw fail(key, "must look like " + form);
            }
            if (address.getUserInfo() != null) {
                throw fail(key, "must not hold a user name or a password");
            }
            if (address.getQuery() != null || address.getFragment() != null) {
                throw fail(key, "must not hold ? or #");
            }
            return address;
        } catch (URISyntaxException e) {
            // Without its cause, whose message holds the text.
            throw fail(key, "must look like " + form);
        }
    }

    /** A list of values; one value alone is a list of one. */
    List<String> texts(String key) {
        Entry entry = entries.get(key);
        return entry == null || YamlSource.isNull(entry.value())
                ? List.of()
                : source.items(entry.value()).stream()
                        .map(item -> source.text(full(key), item).strip())
                        .toList();
    }

    /** All keys but the named, as texts, lists and maps. */
    Map<String, Object> others(String... named) {
        Map<String, Object> others = new LinkedHashMap<>();
        entries.forEach(
                (key, entry) -> {
                    Object value = source.plain(full(key), entry.value(), 0);
                    if (value != null && !Arrays.asList(named).contains(key)) {
                        others.put(key, value);
                    }
                });
        return others;
    }

    /** A complaint about a key, at its line, or at the section's when it is absent. */
    ConfigException fail(String key, String problem) {
        Entry entry = entries.get(key);
        return source.fail(entry == null ? line : entry.line(), full(key) + " " + problem);
    }

    private Section below(String key, Node node) {
        return new Section(
                source, full(key), YamlSource.line(node), source.entries(full(key), node));
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String nearest(String key, List<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .min(Comparator.comparing(word -> distance.apply(key, word)))
                .orElse("");
    }
}
