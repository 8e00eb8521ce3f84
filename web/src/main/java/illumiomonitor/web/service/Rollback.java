package illumiomonitor.web.service;

/** Makes an earlier text of a rule the newest one. */
public record Rollback(String rule, String version, String who, String reason) {}
