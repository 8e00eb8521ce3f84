/** What every channel that ships does. */
@NullMarked
package illumiomonitor.plugins;

import org.jspecify.annotations.NullMarked;
