/** Runs the cases that stand beside the rules. */
@NullMarked
package illumiomonitor.rules;

import org.jspecify.annotations.NullMarked;
