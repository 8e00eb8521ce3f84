/** Finds the channels that ship and those that others add. */
@NullMarked
package illumiomonitor.engine.plugin;

import org.jspecify.annotations.NullMarked;
