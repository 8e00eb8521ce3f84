/** A receiver over HTTP, for tests. */
@NullMarked
package illumiomonitor.plugins.http;

import org.jspecify.annotations.NullMarked;
