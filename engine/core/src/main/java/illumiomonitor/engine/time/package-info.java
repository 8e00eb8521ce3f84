/** The grid of ticks, and what lies on it. */
@NullMarked
package illumiomonitor.engine.time;

import org.jspecify.annotations.NullMarked;
