package illumiomonitor.web.service;

/** What a person decides about an alert. */
public record AlertDecision(long id, String who, String note) {}
