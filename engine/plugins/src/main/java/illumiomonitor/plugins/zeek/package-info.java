/** Reads connection logs that Zeek wrote. */
@NullMarked
package illumiomonitor.plugins.zeek;

import org.jspecify.annotations.NullMarked;
