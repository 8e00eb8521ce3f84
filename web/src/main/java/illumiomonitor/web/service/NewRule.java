package illumiomonitor.web.service;

/** A rule that is to be begun from a template. */
public record NewRule(String name, String template, String who) {}
