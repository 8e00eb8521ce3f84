/** Turns the configurations of the two systems before this one into rules and settings of ours. */
@NullMarked
package illumiomonitor.engine.legacy;

import org.jspecify.annotations.NullMarked;
