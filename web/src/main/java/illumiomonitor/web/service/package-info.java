/**
 * What the command line may ask of the program, whether it runs as a service or is started for the
 * question.
 */
@NullMarked
package illumiomonitor.web.service;

import org.jspecify.annotations.NullMarked;
