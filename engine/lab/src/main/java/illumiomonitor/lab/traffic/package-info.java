/** What really happened on the pretend network, and the rows that a PCE makes of it. */
@NullMarked
package illumiomonitor.lab.traffic;

import org.jspecify.annotations.NullMarked;
