/** Delivers messages at least once, each channel by itself. */
@NullMarked
package illumiomonitor.engine.outbox;

import org.jspecify.annotations.NullMarked;
