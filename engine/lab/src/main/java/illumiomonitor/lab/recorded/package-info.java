/** Answers of a PCE that were saved as files, served again. */
@NullMarked
package illumiomonitor.lab.recorded;

import org.jspecify.annotations.NullMarked;
