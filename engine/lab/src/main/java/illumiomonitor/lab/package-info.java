/** A pretend PCE with an estate and attack stories, for the demo and for tests. */
@NullMarked
package illumiomonitor.lab;

import org.jspecify.annotations.NullMarked;
