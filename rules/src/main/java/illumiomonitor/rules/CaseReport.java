package illumiomonitor.rules;

import java.util.List;

/**
 * What became of the cases of some rule files.
 *
 * @param results one per case, and one per file that cannot be tried at all
 * @param untested rule files without cases beside them
 */
public record CaseReport(List<CaseResult> results, List<String> untested) {

    public CaseReport {
        results = List.copyOf(results);
        untested = List.copyOf(untested);
    }

    /** Whether every case found what it says. */
    public boolean passed() {
        return results.stream().allMatch(CaseResult::passed);
    }
}
