package illumiomonitor.engine.pull;

import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * A query and what its rows count.
 *
 * @param query what the source is asked for
 * @param slice the slice that is asked alone, null where rows count their UTC day
 */
record Question(FlowQuery query, @Nullable Slice slice) {

    static Question of(TimeWindow window, int maxRows) {
        return new Question(FlowQuery.of(window, maxRows), null);
    }

    /** The same, for a slice that is asked alone. */
    Question alone(Slice one) {
        return new Question(query, one);
    }

    TimeWindow window() {
        return query.window();
    }

    /** Start of the counters, or {@link RowReader#BY_DAY}. */
    long bucket() {
        return slice == null ? RowReader.BY_DAY : slice.from().toEpochMilli();
    }

    Question with(FlowQuery other) {
        return new Question(other, slice);
    }
}
