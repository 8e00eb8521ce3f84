/** Measures how regularly one address calls another. */
@NullMarked
package illumiomonitor.engine.beacon;

import org.jspecify.annotations.NullMarked;
