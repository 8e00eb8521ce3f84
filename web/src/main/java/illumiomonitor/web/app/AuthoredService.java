package illumiomonitor.web.app;

import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.rule.Explained;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.web.service.CaseEdit;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.CaseSheet;
import illumiomonitor.web.service.ExplainQuestion;
import illumiomonitor.web.service.ModeSwitch;
import illumiomonitor.web.service.NewRule;
import illumiomonitor.web.service.Rollback;
import illumiomonitor.web.service.RuleDiff;
import illumiomonitor.web.service.RuleWait;
import illumiomonitor.web.service.SavedCases;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.Withdrawal;
import java.util.List;

/** The part of the command line's questions that pages ask too, handed on to who answers both. */
abstract class AuthoredService implements Service {

    final AuthorVerbs authors;

    AuthoredService(AuthorVerbs authors) {
        this.authors = authors;
    }

    @Override
    public Replayed replay(ReplayPlan plan, Journal journal) throws InterruptedException {
        return authors.replay(plan, journal);
    }

    @Override
    public List<Explained> explain(ExplainQuestion question) throws InterruptedException {
        return authors.explain(question);
    }

    @Override
    public RuleHistory ruleHistory(String rule) {
        return authors.ruleHistory(rule);
    }

    @Override
    public RuleDiff ruleDiff(String rule, String from, String to) {
        return authors.ruleDiff(rule, from, to);
    }

    @Override
    public List<CaseResult> rollback(Rollback rollback) {
        return authors.rollback(rollback);
    }

    @Override
    public CaseSheet cases(String rule) {
        return authors.cases(rule);
    }

    @Override
    public SavedCases saveCases(CaseEdit edit) {
        return authors.saveCases(edit);
    }

    @Override
    public void switchRule(ModeSwitch mode) {
        authors.switchRule(mode);
    }

    @Override
    public void withdrawOverride(Withdrawal back) {
        authors.withdrawOverride(back);
    }

    @Override
    public List<RuleWait> waits() {
        return authors.waits();
    }

    @Override
    public List<ExceptionLine> exceptions() {
        return authors.exceptions();
    }

    @Override
    public ExceptionsState exceptionsState() {
        return authors.exceptionsState();
    }

    @Override
    public void addException(ExceptionLine line) {
        authors.addException(line);
    }

    @Override
    public void removeException(String id) {
        authors.removeException(id);
    }

    @Override
    public String newRule(NewRule rule) {
        return authors.newRule(rule);
    }
}
