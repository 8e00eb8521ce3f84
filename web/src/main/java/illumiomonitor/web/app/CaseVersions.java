package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.rule.RuleState;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.engine.view.RuleVersion;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.rules.TextDiff;
import illumiomonitor.web.service.Rollback;
import illumiomonitor.web.service.RuleDiff;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.util.Optional;

/** The texts that the case file of a rule had: compared, and gone back to. */
final class CaseVersions {

    private final Engine engine;
    private final RuleViews views;

    CaseVersions(Engine engine, RuleViews views) {
        this.engine = engine;
        this.views = views;
    }

    /** Whether a version is one of the rule's cases. */
    boolean has(String rule, String version) {
        return !version.isEmpty() && views.cases(rule, version).isPresent();
    }

    /**
     * What differs.
     *
     * @param from empty for the cases before these
     * @param to empty for those that stand now
     */
    RuleDiff diff(String rule, String from, String to) {
        String newer = to.isEmpty() ? standing(rule) : to;
        String older =
                from.isEmpty()
                        ? views.casesBefore(rule, newer)
                                .orElseThrow(
                                        () -> bad("rule " + rule + " has no cases before " + newer))
                        : from;
        return new RuleDiff(rule, older, newer, TextDiff.of(text(rule, older), text(rule, newer)));
    }

    private String standing(String rule) {
        return views.history(rule).cases().stream()
                .filter(RuleHistory.Cases::stands)
                .map(RuleHistory.Cases::version)
                .findFirst()
                .orElseThrow(() -> bad("rule " + rule + " has no cases now"));
    }

    /** Where there was no file there were no lines. */
    private String text(String rule, String version) {
        return version.isEmpty() ? "" : version(rule, version).text();
    }

    private RuleVersion version(String rule, String version) {
        return views.cases(rule, version)
                .orElseThrow(() -> bad("rule " + rule + " has no version " + version));
    }

    /** Writes them beside the rule's file as it is called now. */
    void rollback(Rollback back) {
        RuleVersion cases = version(back.rule(), back.version());
        Optional<RuleState> now =
                engine.rulebook().states().stream()
                        .filter(one -> one.rule().equals(back.rule()))
                        .findFirst();
        if (now.isEmpty()) {
            throw bad("rule " + back.rule() + " is gone: go back to a text of it first");
        }
        engine.rulebook()
                .saveCases(now.get().file(), cases.text(), back.who(), "back: " + back.reason());
    }

    private static ServiceException bad(String sentence) {
        return new ServiceException(Problem.BAD_INPUT, sentence);
    }
}
