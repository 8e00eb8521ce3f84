package illumiomonitor.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
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

    String text(String key, String otherwise) {
        read.add(key);
        JsonNode value = rule.path(key);
        return isNothing(value) ? otherwise : value.asText().strip();
    }

    boolean flag(String key, boolean otherwise) {
        read.add(key);
        return isNothing(rule.path(key)) ? otherwise : rule.path(key).asBoolean(otherwise);
    }

    /** Values of a key that may be written alone or as a list. */
    List<String> list(String key) throws Refused {
        read.add(key);
        JsonNode value = rule.path(key);
        List<String> values = new ArrayList<>();
        if (isNothing(value)) {
            return values;
        }
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (one.isContainerNode()) {
                throw new Refused(key, "its value is no text, and cannot be read");
            }
            if (!one.asText().isBlank()) {
                values.add(one.asText().strip());
            }
        }
        return values;
    }

    JsonNode node(String key) {
        read.add(key);
        return rule.path(key);
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
        for (Map.Entry<String, JsonNode> field : rule.properties()) {
            if (!read.contains(field.getKey()) && !isNothing(field.getValue())) {
                throw new Refused(
                        field.getKey(),
                        "has no counterpart here; without it the rule could see more than before");
            }
        }
    }

    static boolean isNothing(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isBlank())
                || (value.isContainerNode() && value.isEmpty());
    }
}
