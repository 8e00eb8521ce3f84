package illumiomonitor.web.service;

/**
 * The cases beside a rule as they stand on disk.
 *
 * @param file of the cases, relative to the rules folder
 * @param version empty when there are none
 * @param text empty when there are none
 */
public record CaseSheet(String rule, String file, String version, String text) {}
