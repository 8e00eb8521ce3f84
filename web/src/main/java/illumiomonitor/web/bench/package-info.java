/** What {@code bench} measures: the budgets of the design, on an estate that the lab makes up. */
@NullMarked
package illumiomonitor.web.bench;

import org.jspecify.annotations.NullMarked;
