package illumiomonitor.web.service;

/**
 * A rule that is to be begun from a template.
 *
 * @param reason why, may be empty
 */
public record NewRule(String name, String template, String who, String reason) {}
