package illumiomonitor.engine.legacy;

import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Filter;
import java.util.List;
import java.util.function.Predicate;

/** What a form's filters ask of a row. */
record Asked(List<Filter> filters) {

    boolean about(Field... fields) {
        return filters.stream().anyMatch(filter -> List.of(fields).contains(filter.field()));
    }

    List<String> wanted(Field field) {
        return values(field, false);
    }

    List<String> unwanted(Field field) {
        return values(field, true);
    }

    /**
     * Whether a row passes the field's filters.
     *
     * @param is whether the row has a value of theirs
     */
    boolean fits(Field field, Predicate<String> is) {
        List<String> wanted = wanted(field);
        return (wanted.isEmpty() || wanted.stream().anyMatch(is))
                && unwanted(field).stream().noneMatch(is);
    }

    private List<String> values(Field field, boolean excluded) {
        return filters.stream()
                .filter(filter -> filter.field() == field && filter.excluded() == excluded)
                .flatMap(filter -> filter.values().stream())
                .toList();
    }
}
