/** Runs with their steps and logs. */
@NullMarked
package illumiomonitor.web.runs;

import org.jspecify.annotations.NullMarked;
