/** Puts the engine, the pages and the command line together. */
@NullMarked
package illumiomonitor.web.app;

import org.jspecify.annotations.NullMarked;
