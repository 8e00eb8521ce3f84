/** Fetches a window of traffic or events and stores what it grew by, whole or not at all. */
@NullMarked
package illumiomonitor.engine.pull;

import org.jspecify.annotations.NullMarked;
