package illumiomonitor.rules;

import illumiomonitor.engine.rule.CaseTrial;
import illumiomonitor.engine.rule.Trial;
import java.util.Optional;
import java.util.Set;

/** Tries a rule file against the cases beside it. */
public final class CasesBeside implements CaseTrial {

    private final Set<String> shipped = Set.copyOf(Pack.files());

    @Override
    public Optional<Failed> failing(Trial trial, String cases) throws InterruptedException {
        if (ships(trial, cases)) {
            return Optional.empty();
        }
        return Cases.failing(trial, CaseFolder.beside(trial.file()), cases)
                .map(result -> new Failed(result.rule(), result.name(), problem(result)));
    }

    /** Without a case to name it is the file that has it. */
    private static String problem(CaseResult result) {
        return result.name().isEmpty() ? result.file() + ": " + result.problem() : result.problem();
    }

    /** What ships has been tried before it shipped. */
    private boolean ships(Trial trial, String cases) {
        String beside = CaseFolder.beside(trial.file());
        return shipped.contains(trial.file())
                && shipped.contains(beside)
                && Pack.text(trial.file()).equals(trial.text())
                && Pack.text(beside).equals(cases);
    }
}
