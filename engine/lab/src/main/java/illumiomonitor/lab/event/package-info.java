/** Audit events and how they are asked for. */
@NullMarked
package illumiomonitor.lab.event;

import org.jspecify.annotations.NullMarked;
