package illumiomonitor.web.service;

/** A backup that was written. */
public record BackupReport(String file, long bytes, long tookMillis) {}
