package illumiomonitor.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps a rule from going live that does not do what its own cases say. */
public final class CaseGate {

    private CaseGate() {}

    /**
     * The first case that a rule fails.
     *
     * @param drl the file that the rule stands in
     * @return empty when all of its cases pass, or it has none
     * @throws IOException if a file cannot be read
     */
    public static Optional<CaseResult> failing(Path drl, String rule)
            throws IOException, InterruptedException {
        if (!Files.exists(drl)) {
            return Optional.empty();
        }
        return failing(drl, Files.readString(drl), rule);
    }

    /**
     * The first case that a rule would fail with another text.
     *
     * @param text that is not in its file yet
     */
    public static Optional<CaseResult> failing(Path drl, String text, String rule)
            throws IOException, InterruptedException {
        Path cases = Cases.beside(drl);
        if (!Files.exists(cases)) {
            return Optional.empty();
        }
        return Cases.run(drl, text).stream()
                .filter(result -> !result.passed())
                .filter(result -> result.rule().isEmpty() || result.rule().equals(rule))
                .findFirst();
    }
}
