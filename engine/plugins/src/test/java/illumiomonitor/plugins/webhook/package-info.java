/** Tells people over an HTTP POST that is signed and keyed. */
@NullMarked
package illumiomonitor.plugins.webhook;

import org.jspecify.annotations.NullMarked;
