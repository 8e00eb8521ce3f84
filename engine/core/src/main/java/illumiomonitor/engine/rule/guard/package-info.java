/** Keeps rules in: what they may name, what they may call, how long and how much. */
@NullMarked
package illumiomonitor.engine.rule.guard;

import org.jspecify.annotations.NullMarked;
