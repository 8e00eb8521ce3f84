/** What a run says while it works: the one way in which any stage speaks to the run's log. */
@NullMarked
package illumiomonitor.engine.journal;

import org.jspecify.annotations.NullMarked;
