/**
 * Fetches a window of traffic or events and stores what it grew by, whole or not at all.
 *
 * <p>What readers of the store rely on:
 *
 * <ul>
 *   <li>Rows are visible once their pull's {@code outcome} is OK or PARTIAL; rows of any other pull
 *       are nobody's, and are removed at the next start.
 *   <li>The increments of a pull are the key range {@code pull_id * 10,000,000}, exclusive, to
 *       {@code (pull_id + 1) * 10,000,000}; the flow rows of a UTC day are {@code day *
 *       1,000,000,000}, exclusive, to {@code (day + 1) * 1,000,000,000}.
 *   <li>Whatever may lie in a window (from, to] was brought by a TRAFFIC pull with {@code spans_to
 *       > from} and {@code spans_from <= to}; both are null on a pull that brought nothing. {@code
 *       until_at} is never after the pull's tick, and never before the start of its flow's day.
 *   <li>A flow row counts when {@code flow.counted} and no visible pull has an {@code uncounted}
 *       row for it. Its {@code first_detected} and state are those of the newest visible {@code
 *       flow_moved} row, if it has any. A row is never changed once it is visible.
 *   <li>{@code touched_tick} names settled ticks whose windows hold increments that came LATE or
 *       ceased to count, with how long a window must be to hold them where that is over an hour;
 *       the transaction that makes the pull visible writes them.
 * </ul>
 */
@NullMarked
package illumiomonitor.engine.pull;

import org.jspecify.annotations.NullMarked;
