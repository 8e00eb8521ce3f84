/**
 * Deletes what is older than it has to be kept, in short steps.
 *
 * <p>Endpoints and terms stay: the writer holds their numbers in memory, a row is some hundred
 * bytes, and they grow with changes of names and labels, not with traffic.
 */
@NullMarked
package illumiomonitor.engine.retention;

import org.jspecify.annotations.NullMarked;
