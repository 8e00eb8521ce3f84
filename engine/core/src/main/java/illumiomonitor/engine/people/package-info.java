/** Who may sign in. Knows hashes only, never a password. */
@NullMarked
package illumiomonitor.engine.people;

import org.jspecify.annotations.NullMarked;
