/** Starts runs when their time has come. */
@NullMarked
package illumiomonitor.engine.schedule;

import org.jspecify.annotations.NullMarked;
