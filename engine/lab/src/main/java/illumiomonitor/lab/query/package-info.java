/** The life of a traffic query: checked, queued, worked on, downloaded, gone. */
@NullMarked
package illumiomonitor.lab.query;

import org.jspecify.annotations.NullMarked;
