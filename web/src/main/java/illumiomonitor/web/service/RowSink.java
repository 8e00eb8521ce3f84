package illumiomonitor.web.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer of SQL as it comes, so that no answer is ever whole in memory. */
public interface RowSink {

    /** The names of the columns; called once, before any row. */
    void columns(List<String> names);

    /** One row: texts, numbers, booleans and nulls; times as ISO-8601 texts in UTC. */
    void row(List<@Nullable Object> values);
}
