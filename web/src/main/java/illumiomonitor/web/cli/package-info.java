/** The verbs: what is typed, what is printed, and how it ends. */
@NullMarked
package illumiomonitor.web.cli;

import org.jspecify.annotations.NullMarked;
