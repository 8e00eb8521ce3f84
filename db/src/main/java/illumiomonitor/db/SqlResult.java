package illumiomonitor.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question in SQL.
 *
 * @param columns names as the database gives them, lower case
 * @param rows values: text, number, boolean, date or time, null
 * @param cut whether there is more than the rows here
 * @param note one sentence that says why it was cut, empty when it was not
 */
public record SqlResult(
        List<String> columns, List<List<@Nullable Object>> rows, boolean cut, String note) {}
