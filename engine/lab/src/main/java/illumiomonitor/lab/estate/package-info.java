/** Who lives in the pretend network: workloads, labels, address lists. */
@NullMarked
package illumiomonitor.lab.estate;

import org.jspecify.annotations.NullMarked;
