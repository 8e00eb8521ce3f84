/** Rules that are filled in instead of written. */
@NullMarked
package illumiomonitor.web.forms;

import org.jspecify.annotations.NullMarked;
