package illumiomonitor.web.service;

import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.rule.Explained;
import illumiomonitor.engine.view.RuleHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What authors of rules ask, from the command line and from pages alike. Every method throws {@link
 * ServiceException} when it has no answer. Thread-safe.
 */
public interface RuleService {

    /** Judges a stored stretch again; nothing of it is remembered and nobody is told. */
    Replayed replay(ReplayPlan plan, Journal journal) throws InterruptedException;

    /** Why a rule found a subject at a tick, or did not; one answer per PCE. */
    List<Explained> explain(ExplainQuestion question) throws InterruptedException;

    /**
     * Runs the cases beside the rules.
     *
     * @param path a rule, a case file or a folder, null for the rules folder
     */
    List<CaseResult> testRules(@Nullable Path path);

    /** What rules wait for before they tell or see anything; the others are not among them. */
    List<RuleWait> waits();

    /** What rules name and a PCE does not have, by rule; only those that do. */
    Map<String, List<String>> ruleWarnings();

    /** The texts that a rule had and what was set about it. */
    RuleHistory ruleHistory(String rule);

    /**
     * What differs between two texts of a rule.
     *
     * @param from version, empty for the one before {@code to}
     * @param to version, empty for the one that judges
     */
    RuleDiff ruleDiff(String rule, String from, String to);

    /**
     * Saves an earlier text of a rule, or of its cases, again; it holds from the next tick on. A
     * text whose file is gone comes back with the cases that stood beside it last.
     *
     * @return how cases that were gone back to ended, empty for a text of the rule itself. They are
     *     kept also when what judges fails them: it goes on, and the rule is shown as failing
     */
    List<CaseResult> rollback(Rollback rollback);

    /** The cases beside a rule. */
    CaseSheet cases(String rule);

    /**
     * Writes the cases beside a rule and tries them. What cannot be understood is not written;
     * cases that the text which judges fails are: it goes on, and the rule is shown as failing.
     */
    SavedCases saveCases(CaseEdit edit);

    /** Switches a rule; one whose cases fail does not go live without an override. */
    void switchRule(ModeSwitch mode);

    /** What held before an override holds again. */
    void withdrawOverride(Withdrawal back);

    /** Who is spared, in the order of the file, with how often. */
    List<ExceptionLine> exceptions();

    /** Whether that is what the file says now. */
    ExceptionsState exceptionsState();

    void addException(ExceptionLine line);

    void removeException(String id);

    /**
     * Writes a rule and its cases from a template.
     *
     * @return its file, relative to the rules folder
     */
    String newRule(NewRule rule);
}
