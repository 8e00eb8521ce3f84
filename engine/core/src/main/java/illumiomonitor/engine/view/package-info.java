/**
 * What pages read of the store: plain records, newest first, paged by key, never more than asked.
 */
@NullMarked
package illumiomonitor.engine.view;

import org.jspecify.annotations.NullMarked;
