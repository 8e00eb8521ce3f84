/** Looks at everything that must be right for silence to mean safety. */
@NullMarked
package illumiomonitor.engine.check;

import org.jspecify.annotations.NullMarked;
