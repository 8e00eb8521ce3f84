/** Rules, their state, their texts and the editor. */
@NullMarked
package illumiomonitor.web.rules;

import org.jspecify.annotations.NullMarked;
