/** Two words for a supervisor: alive, and ready. */
@NullMarked
package illumiomonitor.web.health;

import org.jspecify.annotations.NullMarked;
