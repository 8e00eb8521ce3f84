package illumiomonitor.engine.pull;

import illumiomonitor.spi.FlowRow;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of a row beside its decision. No part of its identity; few rows have one.
 *
 * @param draft what the draft policy would do, or empty
 * @param boundary why it was stopped, or empty
 */
record Note(String draft, String boundary) {

    private static final int LONGEST = 64;

    /** Null when the row says neither. */
    static @Nullable Note of(FlowRow row) {
        return row.draft().isEmpty() && row.boundary().isEmpty()
                ? null
                : new Note(Texts.clean(row.draft(), LONGEST), Texts.clean(row.boundary(), LONGEST));
    }
}
