/** What somebody fills in becomes a rule's text, and an unedited text the form again. */
@NullMarked
package illumiomonitor.engine.form;

import org.jspecify.annotations.NullMarked;
