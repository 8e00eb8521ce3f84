@NullMarked
package illumiomonitor.lab;

import org.jspecify.annotations.NullMarked;
