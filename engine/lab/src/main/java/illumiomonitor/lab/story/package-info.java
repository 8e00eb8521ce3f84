/** What happens in the demo's network: an ordinary day, and attacks on it. */
@NullMarked
package illumiomonitor.lab.story;

import org.jspecify.annotations.NullMarked;
