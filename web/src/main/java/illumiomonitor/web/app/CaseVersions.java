package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.engine.view.RuleVersion;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.rules.TextDiff;
import illumiomonitor.web.service.CaseEdit;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.Rollback;
import illumiomonitor.web.service.RuleDiff;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.util.List;

/** The texts that the case file of a rule had: compared, and gone back to. */
final class CaseVersions {

    private final Engine engine;
    private final RuleViews views;
    private final CaseDesk desk;

    CaseVersions(Engine engine, RuleViews views, CaseDesk desk) {
        this.engine = engine;
        this.views = views;
        this.desk = desk;
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
    List<CaseResult> rollback(Rollback back) {
        RuleVersion cases = version(back.rule(), back.version());
        if (engine.rulebook().states().stream().noneMatch(one -> one.rule().equals(back.rule()))) {
            throw bad("rule " + back.rule() + " is gone: go back to a text of it first");
        }
        String reason = "back: " + back.reason();
        return desk.putBack(new CaseEdit(back.rule(), null, cases.text(), back.who(), reason));
    }

    /** The cases that stood beside a file when its rule went; empty when none did. */
    String last(String rule, String file) {
        return views.history(rule).cases().stream()
                .filter(one -> one.file().equals(file))
                .findFirst()
                .map(one -> text(rule, one.version()))
                .orElse("");
    }

    private static ServiceException bad(String sentence) {
        return new ServiceException(Problem.BAD_INPUT, sentence);
    }
}
