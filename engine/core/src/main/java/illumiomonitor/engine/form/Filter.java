package illumiomonitor.engine.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One line of a form: a field and the values it must have, or must not have.
 *
 * @param excluded whether any of the values keeps a fact out
 * @param values alternatives, each in the one way it is written; label values stand by their keys
 */
public record Filter(Field field, boolean excluded, List<String> values) {

    /** How many values one line takes. */
    private static final int MOST = 200;

    /**
     * @throws FormException if a value makes no sense, or there is none
     */
    public Filter {
        Objects.requireNonNull(field, "field");
        if (values.isEmpty() || values.size() > MOST) {
            throw new FormException(field.name(), "values", String.valueOf(values.size()));
        }
        Map<String, LinkedHashSet<String>> bundles = new LinkedHashMap<>();
        for (String typed : values) {
            String value = canonical(field, Literal.line(typed));
            bundles.computeIfAbsent(field.values.bundle(value), key -> new LinkedHashSet<>())
                    .add(value);
        }
        values = bundles.values().stream().flatMap(LinkedHashSet::stream).toList();
    }

    /** What is wanted. */
    public static Filter only(Field field, String... values) {
        return new Filter(field, false, List.of(values));
    }

    /** What is left out. */
    public static Filter not(Field field, String... values) {
        return new Filter(field, true, List.of(values));
    }

    /** The values as people write them: {@code 443/tcp} where the rule says {@code 443/6}. */
    public List<String> shown() {
        return values.stream().map(field.values::shown).toList();
    }

    private static String canonical(Field field, String typed) {
        String value =
                Literal.fits(typed) && !typed.isEmpty() ? field.values.canonical(typed) : null;
        if (value == null) {
            throw field.values.complaint(field, typed);
        }
        return value;
    }

    /** Its values in groups: a fact must fit one of each group. */
    List<List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String value : values) {
            groups.computeIfAbsent(field.values.bundle(value), key -> new ArrayList<>()).add(value);
        }
        return List.copyOf(groups.values());
    }
}
