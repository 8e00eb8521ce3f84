/** The application: command line, REST and pages. */
@NullMarked
package illumiomonitor.web;

import org.jspecify.annotations.NullMarked;
