package illumiomonitor.engine.legacy;

import illumiomonitor.engine.form.Field;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Labels of both ends that fit the filters of each and of either. */
final class ExampleLabels {

    private final Asked asked;
    private final Map<String, String> src = new LinkedHashMap<>();
    private final Map<String, String> dst = new LinkedHashMap<>();

    private ExampleLabels(Asked asked) {
        this.asked = asked;
    }

    /** Writes them into the row; false where none fit. */
    static boolean put(Asked asked, Map<String, Object> row) {
        ExampleLabels labels = new ExampleLabels(asked);
        if (!labels.areMade()) {
            return false;
        }
        if (!labels.src.isEmpty()) {
            row.put("srcLabels", labels.src);
        }
        if (!labels.dst.isEmpty()) {
            row.put("dstLabels", labels.dst);
        }
        return true;
    }

    private boolean areMade() {
        for (String key : keys(Field.SRC_LABEL)) {
            if (!take(key, Field.SRC_LABEL, Field.SRC_LABEL, src)) {
                return false;
            }
        }
        for (String key : keys(Field.DST_LABEL)) {
            if (!take(key, Field.DST_LABEL, Field.DST_LABEL, dst)) {
                return false;
            }
        }
        for (String key : keys(Field.ANY_LABEL)) {
            boolean there =
                    asked.wanted(Field.ANY_LABEL).contains(label(src, key))
                            || asked.wanted(Field.ANY_LABEL).contains(label(dst, key));
            if (!there
                    && !take(key, Field.ANY_LABEL, Field.SRC_LABEL, src)
                    && !take(key, Field.ANY_LABEL, Field.DST_LABEL, dst)) {
                return false;
            }
        }
        return true;
    }

    private Set<String> keys(Field field) {
        Set<String> keys = new LinkedHashSet<>();
        asked.wanted(field).forEach(label -> keys.add(key(label)));
        return keys;
    }

    /**
     * Takes one of the wanted values of a key, if it can be one that is wanted of either end too.
     *
     * @param of whose filter wants it
     * @param side who is to carry it
     */
    private boolean take(String key, Field of, Field side, Map<String, String> into) {
        if (into.containsKey(key)) {
            return false;
        }
        List<String> either = asked.wanted(Field.ANY_LABEL);
        List<String> may =
                asked.wanted(of).stream()
                        .filter(label -> key(label).equals(key))
                        .filter(label -> !asked.unwanted(side).contains(label))
                        .filter(label -> !asked.unwanted(Field.ANY_LABEL).contains(label))
                        .toList();
        Optional<String> label =
                may.stream()
                        .filter(either::contains)
                        .findFirst()
                        .or(() -> may.stream().findFirst());
        label.ifPresent(one -> into.put(key, one.substring(key.length() + 1)));
        return label.isPresent();
    }

    private static String key(String label) {
        return label.substring(0, label.indexOf('='));
    }

    private static String label(Map<String, String> labels, String key) {
        return key + "=" + labels.getOrDefault(key, "");
    }
}
