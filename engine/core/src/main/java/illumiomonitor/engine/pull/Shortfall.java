package illumiomonitor.engine.pull;

import illumiomonitor.spi.TimeWindow;

/**
 * A stretch of which an answer has not everything.
 *
 * @param reason one clause, for people
 */
record Shortfall(TimeWindow window, String reason) {}
