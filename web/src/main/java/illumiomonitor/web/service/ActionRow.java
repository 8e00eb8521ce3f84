package illumiomonitor.web.service;

import java.time.Instant;

/** What a person did to an alert. */
public record ActionRow(Instant at, String who, String action, String note) {}
