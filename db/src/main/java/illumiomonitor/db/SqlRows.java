package illumiomonitor.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer row by row, so that a long one is never held whole. */
public interface SqlRows {

    /** Comes once, first. */
    void columns(List<String> names);

    /** One row, in the order of the columns. */
    void row(List<@Nullable Object> values);

    /** Comes once, last; not after an error. */
    default void end() {}
}
