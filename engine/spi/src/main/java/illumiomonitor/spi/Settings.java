package illumiomonitor.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The operator's settings of one channel or source, as written in {@code monitor.yaml}. Every
 * getter names the key in its complaint; {@link #refuseOthers} finds misspelt keys.
 */
public final class Settings {

    private final String owner;
    private final Map<String, Object> values;
    private final Set<String> asked = new TreeSet<>();

    /**
     * @param owner who is set, for messages, e.g. {@code channels.soc}
     * @param values numbers, booleans, texts, lists and maps
     */
    public Settings(String owner, Map<String, Object> values) {
        this.owner = owner;
        this.values = Map.copyOf(values);
    }

    /** A text that must be there. */
    public String text(String key) {
        Object value = look(key);
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException(
                    owner + "." + key + " is missing: write it into monitor.yaml");
        }
        return value.toString();
    }

    /** A text, or what counts when it is absent. */
    public String text(String key, String otherwise) {
        Object value = look(key);
        return value == null ? otherwise : value.toString();
    }

    /** A secret, empty when it is absent. */
    public Secret secret(String key) {
        return new Secret(text(key, ""));
    }

    /** A whole number, or what counts when it is absent. */
    public int number(String key, int otherwise) {
        Object value = look(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.toString().trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    owner + "." + key + " must be a whole number, but is " + value, e);
        }
    }

    /** True or false, or what counts when it is absent. */
    public boolean flag(String key, boolean otherwise) {
        Object value = look(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException(
                            owner + "." + key + " must be true or false, but is " + value);
        };
    }

    /** A duration in seconds written as a number, or what counts when it is absent. */
    public Duration seconds(String key, Duration otherwise) {
        return Duration.ofSeconds(number(key, (int) otherwise.toSeconds()));
    }

    /** A list of texts; one text alone is a list of one, an absent key an empty list. */
    public List<String> texts(String key) {
        Object value = look(key);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    /**
     * Refuses keys that nobody asked for; call it after the last getter.
     *
     * @throws IllegalArgumentException naming the unknown key and the known ones
     */
    public void refuseOthers() {
        for (String key : new TreeSet<>(values.keySet())) {
            if (!asked.contains(key)) {
                throw new IllegalArgumentException(
                        owner + "." + key + " is not known; known are " + asked);
            }
        }
    }

    private @org.jspecify.annotations.Nullable Object look(String key) {
        asked.add(key);
        return values.get(key);
    }
}
