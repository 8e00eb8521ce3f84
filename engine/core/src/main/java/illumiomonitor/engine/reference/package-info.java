/** Keeps what the PCE's own lists say, in versions, so that it is known as of any tick. */
@NullMarked
package illumiomonitor.engine.reference;

import org.jspecify.annotations.NullMarked;
