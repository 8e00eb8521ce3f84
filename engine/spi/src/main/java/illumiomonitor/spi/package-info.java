/**
 * The words that rule and plugin authors compile against: facts, findings, sources and channels.
 * Depends on nothing.
 */
@NullMarked
package illumiomonitor.spi;

import org.jspecify.annotations.NullMarked;
