/**
 * The frame around every page: who is signed in, what a page may do, how times and words are shown.
 */
@NullMarked
package illumiomonitor.web.page;

import org.jspecify.annotations.NullMarked;
