/** Remembers findings as alerts: episodes, cooldown, exceptions, evidence. */
@NullMarked
package illumiomonitor.engine.alert;

import org.jspecify.annotations.NullMarked;
