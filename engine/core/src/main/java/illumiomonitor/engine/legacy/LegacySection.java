package illumiomonitor.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A section of settings. What of it is not asked for, or cannot be read, is said by its key; never
 * by its value where that may be a secret.
 */
final class LegacySection {

    private final LegacyFile file;
    private final String name;
    private final JsonNode values;
    private final LegacyKeys keys;
    private final List<Remark> left;

    LegacySection(LegacyFile file, String name, List<Remark> left) {
        this.file = file;
        this.name = name;
        this.left = left;
        JsonNode there = file.at(name);
        if (!there.isObject() && !LegacyKeys.isNothing(there)) {
            left.add(file.remark(name, "is no object, so nothing of it is carried over"));
        }
        this.values = there.isObject() ? there : JsonNodeFactory.instance.objectNode();
        this.keys = new LegacyKeys(values, name);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Keys that are understood, though their values are not carried over. */
    void skip(String... known) {
        keys.skip(known);
    }

    boolean has(String key) {
        return !LegacyKeys.isNothing(values.path(key));
    }

    String text(String key, String otherwise) {
        try {
            if (!values.path(key).isContainerNode()) {
                return keys.text(key, otherwise);
            }
            keys.skip(key);
            leave(key, "is more than one text" + instead(otherwise));
        } catch (Refused e) {
            leave(key, e.getMessage() + instead(otherwise));
        }
        return otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        if (values.path(key).isContainerNode()) {
            return Boolean.parseBoolean(text(key, String.valueOf(otherwise)));
        }
        try {
            return keys.flag(key, otherwise);
        } catch (Refused e) {
            leave(key, e.getMessage() + instead(String.valueOf(otherwise)));
            return otherwise;
        }
    }

    /** A whole number, or what the file says in its place, which is then no number. */
    String number(String key, int otherwise) {
        if (values.path(key).isContainerNode()) {
            keys.skip(key);
            return "more than one value";
        }
        String text = text(key, String.valueOf(otherwise));
        try {
            return String.valueOf(new BigDecimal(text).intValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return text;
        }
    }

    /** Values of a key that may be written alone or as a list. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        keys.skip(key);
        JsonNode all = values.path(key);
        for (JsonNode one : all.isArray() ? all : List.of(all)) {
            if (one.isContainerNode() && !one.isEmpty()) {
                leave(key, "holds what is no text, which is not carried over");
            } else if (!LegacyKeys.isNothing(one)) {
                texts.add(one.asText().strip());
            }
        }
        return texts;
    }

    void leave(String key, String why) {
        left.add(file.remark(name + "." + key, why));
    }

    /** Says of every key that nobody asked for that nothing is made of it. */
    void leaveOthers() {
        for (String key : keys.others()) {
            leave(key, "is not known here, so nothing is made of it");
        }
    }

    private static String instead(String otherwise) {
        return otherwise.isEmpty() ? "; it is left empty" : "; " + otherwise + " is taken instead";
    }
}
