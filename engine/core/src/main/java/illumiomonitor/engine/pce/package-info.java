/** Speaks to a PCE: requests, retries, queries, events, health. Knows no store. */
@NullMarked
package illumiomonitor.engine.pce;

import org.jspecify.annotations.NullMarked;
