/** Tells people over LINE. */
@NullMarked
package illumiomonitor.plugins.line;

import org.jspecify.annotations.NullMarked;
