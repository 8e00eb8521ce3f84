/** Addresses and blocks of them as people write them, and services that every network has. */
@NullMarked
package illumiomonitor.engine.network;

import org.jspecify.annotations.NullMarked;
