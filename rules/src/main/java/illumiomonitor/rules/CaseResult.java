package illumiomonitor.rules;

import java.util.List;

/**
 * What became of one case.
 *
 * @param file the case file
 * @param rule the rule it tries
 * @param name of the case
 * @param expected summaries it says are found
 * @param found summaries that were
 * @param problem why it failed, empty when it passed
 */
public record CaseResult(
        String file,
        String rule,
        String name,
        List<String> expected,
        List<String> found,
        String problem) {

    public CaseResult {
        expected = List.copyOf(expected);
        found = List.copyOf(found);
    }

    public boolean passed() {
        return problem.isEmpty();
    }
}
