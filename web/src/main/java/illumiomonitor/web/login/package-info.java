/** Signing in and out, and making the first administrator. */
@NullMarked
package illumiomonitor.web.login;

import org.jspecify.annotations.NullMarked;
