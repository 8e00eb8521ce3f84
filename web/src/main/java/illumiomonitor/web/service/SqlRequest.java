package illumiomonitor.web.service;

import java.time.Duration;

/**
 * A question to the history.
 *
 * @param sql one SELECT, WITH or VALUES statement
 * @param limit rows after which the answer is cut
 */
public record SqlRequest(String sql, Duration timeout, int limit) {}
