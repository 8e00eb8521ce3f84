/** What the operator wrote into monitor.yaml, checked. */
@NullMarked
package illumiomonitor.engine.config;

import org.jspecify.annotations.NullMarked;
