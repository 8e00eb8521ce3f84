/** Whether the pretend PCE says it is well. */
@NullMarked
package illumiomonitor.lab.health;

import org.jspecify.annotations.NullMarked;
