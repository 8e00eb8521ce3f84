package illumiomonitor.web.service;

/**
 * How one case of a rule ended.
 *
 * @param name the sentence of the case
 * @param message what was expected and what was found, or empty
 */
public record CaseResult(String rule, String name, String file, boolean passed, String message) {}
