/** Puts the stages together. */
@NullMarked
package illumiomonitor.engine;

import org.jspecify.annotations.NullMarked;
