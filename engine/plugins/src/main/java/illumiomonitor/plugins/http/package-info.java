/** One HTTP POST and what its answer means to a channel. */
@NullMarked
package illumiomonitor.plugins.http;

import org.jspecify.annotations.NullMarked;
