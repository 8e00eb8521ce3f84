/** JSON as the PCE writes it. */
@NullMarked
package illumiomonitor.lab.json;

import org.jspecify.annotations.NullMarked;
