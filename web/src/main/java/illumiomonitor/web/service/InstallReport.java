package illumiomonitor.web.service;

import java.util.List;

/**
 * What became of the shipped rules.
 *
 * @param dir the rules folder
 * @param written files that are new or were unchanged copies of an older pack
 * @param kept files that somebody changed; they stay as they are
 */
public record InstallReport(String dir, List<String> written, List<String> kept) {}
