package illumiomonitor.web.service;

import java.util.List;

/**
 * What became of cases that somebody wrote.
 *
 * @param problems why they are not saved; empty when they are
 * @param results how each of them ended; empty when they are not saved
 */
public record SavedCases(Outcome outcome, List<RuleProblem> problems, List<CaseResult> results) {

    /** Whether they stand on disk now. */
    public enum Outcome {
        SAVED,
        /** Something in them cannot be understood. */
        REFUSED,
        /** Others stand there than those that they were to take the place of. */
        MEANWHILE
    }

    public SavedCases {
        problems = List.copyOf(problems);
        results = List.copyOf(results);
    }
}
