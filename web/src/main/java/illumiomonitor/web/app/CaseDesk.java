package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.rule.CaseText;
import illumiomonitor.engine.rule.RuleState;
import illumiomonitor.rules.CaseCheck;
import illumiomonitor.web.service.CaseEdit;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.CaseSheet;
import illumiomonitor.web.service.RuleProblem;
import illumiomonitor.web.service.SavedCases;
import illumiomonitor.web.service.SavedCases.Outcome;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cases beside a rule: shown, written and tried. */
final class CaseDesk {

    private final Engine engine;
    private final RuleVerbs rules;
    private final Path dir;

    CaseDesk(Engine engine, RuleVerbs rules) {
        this.engine = engine;
        this.rules = rules;
        this.dir = engine.config().rules().dir();
    }

    CaseSheet sheet(String rule) {
        CaseText text = standing(file(rule));
        return new CaseSheet(rule, text.name(), text.version(), text.text());
    }

    SavedCases save(CaseEdit edit) {
        String file = file(edit.rule());
        List<RuleProblem> problems = problems(edit, file);
        if (!problems.isEmpty()) {
            return new SavedCases(Outcome.REFUSED, problems, List.of());
        }
        return write(file, edit.onto(), edit)
                ? new SavedCases(Outcome.SAVED, List.of(), results(edit.rule(), file))
                : new SavedCases(
                        Outcome.MEANWHILE, List.of(meanwhile(edit.rule(), file)), List.of());
    }

    /** Writes cases that stood there once, sound or not, over whatever stands there. */
    List<CaseResult> putBack(CaseEdit edit) {
        String file = file(edit.rule());
        write(file, null, edit);
        return results(edit.rule(), file);
    }

    private boolean write(String file, @Nullable String onto, CaseEdit edit) {
        try {
            return engine.rulebook().saveCases(file, onto, edit.text(), edit.who(), edit.reason());
        } catch (IOException e) {
            throw bad("its cases cannot be read: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw bad("its cases cannot be written: " + e.getCause(), e);
        }
    }

    private List<RuleProblem> problems(CaseEdit edit, String file) {
        String cases = standing(file).name();
        return CaseCheck.of(file, names(file), edit.text()).stream()
                .map(
                        fault ->
                                new RuleProblem(
                                        cases,
                                        fault.line(),
                                        fault.column(),
                                        edit.rule(),
                                        fault.word(),
                                        fault.sentence()))
                .toList();
    }

    private RuleProblem meanwhile(String rule, String file) {
        CaseText now = standing(file);
        String sentence =
                now.version().isEmpty()
                        ? "somebody took the cases away meanwhile"
                        : "somebody saved other cases meanwhile, version " + now.version();
        return new RuleProblem(now.name(), 0, 0, rule, "", sentence);
    }

    private List<CaseResult> results(String rule, String file) {
        return rules.test(dir.resolve(file)).stream().filter(one -> one.concerns(rule)).toList();
    }

    /** Which rules a file has; empty while its text is too broken to tell. */
    private List<String> names(String file) {
        List<RuleState> there =
                engine.rulebook().states().stream().filter(one -> one.file().equals(file)).toList();
        boolean broken = there.stream().anyMatch(one -> one.state().equals("BROKEN"));
        return broken ? List.of() : there.stream().map(RuleState::rule).toList();
    }

    private CaseText standing(String file) {
        try {
            return engine.rulebook().cases(file);
        } catch (IOException e) {
            throw bad("its cases cannot be read: " + e.getMessage(), e);
        }
    }

    private String file(String rule) {
        rules.refresh();
        return engine.rulebook().states().stream()
                .filter(one -> one.rule().equals(rule))
                .map(RuleState::file)
                .findFirst()
                .orElseThrow(() -> bad("there is no rule " + rule, null));
    }

    private static ServiceException bad(String sentence, @Nullable Exception cause) {
        return new ServiceException(Problem.BAD_INPUT, sentence, cause);
    }
}
