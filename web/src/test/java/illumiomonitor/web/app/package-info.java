@NullMarked
package illumiomonitor.web.app;

import org.jspecify.annotations.NullMarked;
