/** Judges stored stretches of the past again and says what would have come of it. */
@NullMarked
package illumiomonitor.engine.replay;

import org.jspecify.annotations.NullMarked;
