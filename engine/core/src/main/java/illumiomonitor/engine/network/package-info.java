/** Addresses and blocks of them as people write them. */
@NullMarked
package illumiomonitor.engine.network;

import org.jspecify.annotations.NullMarked;
