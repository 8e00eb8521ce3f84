package illumiomonitor.web.service;

/**
 * What became of messages that had been given up.
 *
 * @param again how many are tried again, with all their attempts
 * @param sent of all that was due, how many their receivers took at once
 * @param sentence what became of all that was due
 */
public record ResendReport(int again, int sent, String sentence) {}
