package illumiomonitor.engine.pull;

import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * A query and what its rows count.
 *
 * @param query what the source is asked for
 * @param slice the slice that is asked alone, null where rows count their UTC day
 * @param mayCutTime whether parts of its time have no row in common, or show one alike
 */
record Question(FlowQuery query, @Nullable Slice slice, boolean mayCutTime) {

    static Question of(TimeWindow window, int maxRows, Mode mode) {
        return new Question(FlowQuery.of(window, maxRows), null, mode == Mode.BUCKET);
    }

    /**
     * For a slice; one that is stored already keeps its bounds, because its counters began there.
     */
    static Question of(TimeWindow window, int maxRows, Slice slice) {
        return new Question(FlowQuery.of(window, maxRows), slice, slice.isFresh());
    }

    TimeWindow window() {
        return query.window();
    }

    /** Start of the counters, or {@link RowReader#BY_DAY}. */
    long bucket() {
        return slice == null ? RowReader.BY_DAY : slice.from().toEpochMilli();
    }

    Question with(FlowQuery other) {
        return new Question(other, slice, mayCutTime);
    }
}
