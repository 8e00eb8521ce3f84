/** The clock of the pretend PCE. */
@NullMarked
package illumiomonitor.lab.time;

import org.jspecify.annotations.NullMarked;
