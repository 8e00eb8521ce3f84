/** One execution of the cycle: pull, judge, alert, tell. Knows the order of the stages. */
@NullMarked
package illumiomonitor.engine.run;

import org.jspecify.annotations.NullMarked;
