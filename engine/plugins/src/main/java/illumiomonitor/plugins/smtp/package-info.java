/** Tells people by mail. */
@NullMarked
package illumiomonitor.plugins.smtp;

import org.jspecify.annotations.NullMarked;
