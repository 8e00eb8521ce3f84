package illumiomonitor.web.service;

import java.util.List;

/**
 * What became of the shipped rules.
 *
 * @param dir the rules folder
 * @param written files that are new or were unchanged copies of an older pack
 * @param kept files that somebody changed; they stay as they are
 * @param merged files that somebody changed and that now have what is newer too
 * @param conflicts files where both changed the same lines; they stay, and both stand in a {@code
 *     .conflict} file beside
 * @param absent files that somebody took away; they stay away
 * @param retired files that ship no more and were taken away
 * @param orphaned files that ship no more; they stay, as somebody changed them
 */
public record InstallReport(
        String dir,
        List<String> written,
        List<String> kept,
        List<String> merged,
        List<String> conflicts,
        List<String> absent,
        List<String> retired,
        List<String> orphaned) {}
