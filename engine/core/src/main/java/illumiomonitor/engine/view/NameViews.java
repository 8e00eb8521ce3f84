package illumiomonitor.engine.view;

import illumiomonitor.db.Store;
import illumiomonitor.engine.form.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The labels and IP lists that the PCEs have shown so far. */
public final class NameViews {

    private final Store store;

    public NameViews(Store store) {
        this.store = store;
    }

    public Names all() {
        return new Names(split("labels"), split("ip_lists"));
    }

    private Set<String> split(String column) {
        List<String> joined =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "select distinct "
                                                                + column
                                                                + " from endpoint where "
                                                                + column
                                                                + " <> ''")
                                                .mapTo(String.class)
                                                .list());
        Set<String> names = new HashSet<>();
        joined.forEach(text -> names.addAll(List.of(text.split(","))));
        return names;
    }
}
