package illumiomonitor.web.service;

/**
 * How an answer ended.
 *
 * @param rows that were given
 * @param cut a sentence that says where and why it was cut, or empty
 */
public record SqlEnd(long rows, String cut) {}
