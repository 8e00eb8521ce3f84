/**
 * Loads rule files and judges the stored history of a window. The only package that sees Drools.
 */
@NullMarked
package illumiomonitor.engine.rule;

import org.jspecify.annotations.NullMarked;
