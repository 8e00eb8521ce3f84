package illumiomonitor.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of one rule, each of which must be understood: one that is skipped may widen it. */
final class LegacyKeys {

    /** More than any counter of a PCE reaches within a day. */
    static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    private final JsonNode rule;
    private final String path;
    private final Set<String> read = new LinkedHashSet<>();

    LegacyKeys(JsonNode rule, String path) {
        this.rule = rule;
        this.path = path;
    }

    /** Keys that say nothing about what the rule finds. */
    void skip(String... keys) {
        read.addAll(List.of(keys));
    }

    String text(String key, String otherwise) throws Refused {
        read.add(key);
        JsonNode value = rule.path(key);
        if (value.isContainerNode()) {
            throw new Refused(key, value + " is more than one text, and cannot be read");
        }
        return isNothing(value) ? otherwise : value.asText().strip();
    }

    boolean flag(String key, boolean otherwise) throws Refused {
        return flag(key, otherwise, "true");
    }

    /**
     * Whether something is asked for.
     *
     * @param on another word for yes
     */
    boolean flag(String key, boolean otherwise, String on) throws Refused {
        String value = text(key, String.valueOf(otherwise));
        if (value.equals(on)) {
            return true;
        }
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                    throw new Refused(
                            key, "\"" + value + "\" is neither true nor false: write one");
        };
    }

    /** Values of a key that may be written alone or as a list. */
    List<String> list(String key) throws Refused {
        read.add(key);
        JsonNode value = rule.path(key);
        return isNothing(value) ? new ArrayList<>() : texts(key, value);
    }

    /** Texts of a value that must hold some; what is empty could stand for anything. */
    static List<String> texts(String key, JsonNode value) throws Refused {
        List<String> values = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (one.isContainerNode()) {
                throw new Refused(key, one + " is no text, and cannot be read");
            }
            if (isNothing(one)) {
                throw new Refused(key, "holds an empty value, which could stand for anything");
            }
            values.add(one.asText().strip());
        }
        if (values.isEmpty()) {
            throw new Refused(key, "is empty, which could stand for anything");
        }
        return values;
    }

    /** Values by a name, below a key. */
    Map<String, JsonNode> map(String key) throws Refused {
        read.add(key);
        JsonNode value = rule.path(key);
        if (isNothing(value)) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw new Refused(key, value + " is no object of names and values");
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        value.properties().forEach(one -> values.put(one.getKey(), one.getValue()));
        return values;
    }

    BigDecimal number(String key, int otherwise) throws Refused {
        String text = text(key, String.valueOf(otherwise));
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Refused(key, text + " is no number");
        }
    }

    /** A number that must be whole and no larger than anybody means it. */
    long whole(String key, int otherwise) throws Refused {
        BigDecimal number = number(key, otherwise);
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        if (!whole || number.abs().compareTo(MOST) > 0) {
            throw new Refused(key, text(key, "") + " is no whole number up to " + MOST);
        }
        return number.longValueExact();
    }

    String path(String key) {
        return path + "." + key;
    }

    /** A key that holds something and that nobody asked for. */
    void refuseOthers() throws Refused {
        for (String key : others()) {
            throw new Refused(
                    key, "has no counterpart here; without it the rule could see more than before");
        }
    }

    /** Keys that hold something and that nobody asked for. */
    List<String> others() {
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : rule.properties()) {
            if (!read.contains(field.getKey()) && !isNothing(field.getValue())) {
                others.add(field.getKey());
            }
        }
        return others;
    }

    static boolean isNothing(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isBlank())
                || (value.isContainerNode() && value.isEmpty());
    }
}
