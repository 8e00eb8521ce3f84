/** The first page: is all well, and if not, what. */
@NullMarked
package illumiomonitor.web.overview;

import org.jspecify.annotations.NullMarked;
