/** Texts for people, in the operator's language. */
@NullMarked
package illumiomonitor.engine.words;

import org.jspecify.annotations.NullMarked;
