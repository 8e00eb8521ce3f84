/** Alerts, their evidence, and what people decide about them. */
@NullMarked
package illumiomonitor.web.alerts;

import org.jspecify.annotations.NullMarked;
