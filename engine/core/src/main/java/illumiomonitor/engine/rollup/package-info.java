/**
 * Keeps the past that rules compare with: hourly sums per entity, and edges by day; and answers
 * what rules ask of it, as of the tick.
 *
 * <p>Its work comes between pull and judging. It reads windows as the rules do, so it knows their
 * package, and they know it only as a source of facts.
 */
@NullMarked
package illumiomonitor.engine.rollup;

import org.jspecify.annotations.NullMarked;
