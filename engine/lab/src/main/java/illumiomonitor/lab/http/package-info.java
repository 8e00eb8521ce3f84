/**
 * A small HTTP server that can also misbehave: wrong dates, resets, cut and slow bodies, refusal.
 */
@NullMarked
package illumiomonitor.lab.http;

import org.jspecify.annotations.NullMarked;
