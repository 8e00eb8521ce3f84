package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.alert.Sparing;
import illumiomonitor.engine.check.RuleWarnings;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.rule.Explained;
import illumiomonitor.engine.rule.RuleCheck;
import illumiomonitor.engine.rule.RuleError;
import illumiomonitor.engine.rule.RuleState;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.Watched;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.engine.view.RuleVersion;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.rules.Templates;
import illumiomonitor.rules.TextDiff;
import illumiomonitor.web.service.CaseEdit;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.CaseSheet;
import illumiomonitor.web.service.ExplainQuestion;
import illumiomonitor.web.service.ModeSwitch;
import illumiomonitor.web.service.NewRule;
import illumiomonitor.web.service.Rollback;
import illumiomonitor.web.service.RuleDiff;
import illumiomonitor.web.service.RuleService;
import illumiomonitor.web.service.RuleWait;
import illumiomonitor.web.service.SavedCases;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.Withdrawal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What authors of rules ask, asked of the engine. */
final class AuthorVerbs implements RuleService {

    private final Engine engine;
    private final RuleViews views;
    private final RuleVerbs rules;
    private final CaseDesk desk;
    private final CaseVersions cases;
    private final Path dir;

    AuthorVerbs(Engine engine) {
        this.engine = engine;
        this.views = new RuleViews(engine.store());
        this.rules = new RuleVerbs(engine);
        this.desk = new CaseDesk(engine, rules);
        this.cases = new CaseVersions(engine, views, desk);
        this.dir = engine.config().rules().dir();
    }

    @Override
    public Replayed replay(ReplayPlan plan, Journal journal) throws InterruptedException {
        try {
            return engine.replays().replay(plan, journal);
        } catch (IllegalArgumentException e) {
            throw bad(e);
        } catch (IllegalStateException e) {
            throw new ServiceException(Problem.IN_USE, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<Explained> explain(ExplainQuestion question) throws InterruptedException {
        if (question.subject().isBlank()) {
            throw new ServiceException(
                    Problem.BAD_INPUT, "a subject is needed, as alerts show it: whom it is about");
        }
        Instant tick = engine.grid().floor(question.at());
        List<Explained> all = new ArrayList<>();
        engine.exceptions().refresh(Journal.none());
        try {
            engine.replays().stretch().require(tick, tick);
            for (Cycle cycle : engine.cycles()) {
                all.add(explained(cycle.pce(), question, tick));
            }
        } catch (IllegalArgumentException e) {
            throw bad(e);
        }
        return all;
    }

    private Explained explained(Watched pce, ExplainQuestion question, Instant tick)
            throws InterruptedException {
        Explained explained =
                engine.judge()
                        .explain(
                                pce.id(),
                                pce.name(),
                                tick,
                                question.rule(),
                                question.version(),
                                question.subject(),
                                found ->
                                        engine.exceptions()
                                                .sparing(found, tick)
                                                .map(Sparing::held)
                                                .orElse(""));
        return engine.replays()
                .stretch()
                .doubt(pce.id(), tick)
                .map(explained::noted)
                .orElse(explained);
    }

    @Override
    public List<CaseResult> testRules(@Nullable Path path) {
        return rules.test(path);
    }

    @Override
    public CaseSheet cases(String rule) {
        return desk.sheet(rule);
    }

    @Override
    public SavedCases saveCases(CaseEdit edit) {
        return desk.save(edit);
    }

    @Override
    public List<RuleWait> waits() {
        return new LearningSheet(engine).waits();
    }

    @Override
    public Map<String, List<String>> ruleWarnings() {
        return RuleWarnings.byRule(engine);
    }

    @Override
    public RuleHistory ruleHistory(String rule) {
        refresh();
        RuleHistory history = views.history(rule);
        if (history.versions().isEmpty()) {
            throw new ServiceException(Problem.BAD_INPUT, "there never was a rule " + rule);
        }
        return history;
    }

    @Override
    public RuleDiff ruleDiff(String rule, String from, String to) {
        ruleHistory(rule);
        if (cases.has(rule, from) || cases.has(rule, to)) {
            return cases.diff(rule, from, to);
        }
        String newer = to.isEmpty() ? judging(rule) : to;
        String older =
                from.isEmpty()
                        ? engine.rulebook()
                                .inForce()
                                .versionBefore(rule, newer)
                                .orElseThrow(
                                        () ->
                                                new ServiceException(
                                                        Problem.BAD_INPUT,
                                                        "rule "
                                                                + rule
                                                                + " has no text before "
                                                                + newer))
                        : from;
        return new RuleDiff(
                rule,
                older,
                newer,
                TextDiff.of(version(rule, older).text(), version(rule, newer).text()));
    }

    private String judging(String rule) {
        return ruleHistory(rule).versions().stream()
                .filter(RuleHistory.Text::judges)
                .map(RuleHistory.Text::version)
                .findFirst()
                .orElseGet(() -> ruleHistory(rule).versions().get(0).version());
    }

    private RuleVersion version(String rule, String version) {
        ruleHistory(rule);
        return views.version(rule, version)
                .orElseThrow(
                        () ->
                                new ServiceException(
                                        Problem.BAD_INPUT,
                                        "rule " + rule + " has no version " + version));
    }

    @Override
    public List<CaseResult> rollback(Rollback back) {
        needed(back.reason(), "why it goes back");
        ruleHistory(back.rule());
        if (cases.has(back.rule(), back.version())) {
            return cases.rollback(back);
        }
        RuleVersion text = version(back.rule(), back.version());
        Optional<RuleState> there = state(back.rule());
        String file = there.map(RuleState::file).orElse(text.file());
        // Also texts that never judged are kept, and one of these would break what stands there.
        refuse(RuleCheck.of(file, text.text(), engine.config().keep()));
        LiveTexts.mayTakeOver(engine, file, text.text());
        String beside = there.isEmpty() ? cases.last(back.rule(), file) : "";
        String reason = "back: " + back.reason();
        List<RuleError> errors =
                engine.rulebook().save(file, text.text(), beside, back.who(), reason);
        if (there.isEmpty() && state(back.rule()).isPresent() && !errors.isEmpty()) {
            throw new ServiceException(
                    Problem.BAD_INPUT,
                    errors.get(0)
                            + "; rule "
                            + back.rule()
                            + " is back, and judges nothing until it does what its cases say or"
                            + " somebody overrides them");
        }
        refuse(errors);
        return List.of();
    }

    private static void refuse(List<RuleError> errors) {
        if (!errors.isEmpty()) {
            throw new ServiceException(Problem.BAD_INPUT, errors.get(0).toString());
        }
    }

    private static void needed(String reason, String what) {
        if (reason.isBlank()) {
            throw new ServiceException(Problem.BAD_INPUT, "a reason is needed: " + what);
        }
    }

    @Override
    public void switchRule(ModeSwitch mode) {
        refresh();
        try {
            engine.rulebook()
                    .switches()
                    .setMode(
                            mode.rule(),
                            mode.mode().toUpperCase(Locale.ROOT),
                            mode.who(),
                            mode.reason(),
                            mode.override());
        } catch (IllegalArgumentException e) {
            throw bad(e);
        }
    }

    @Override
    public void withdrawOverride(Withdrawal back) {
        refresh();
        try {
            engine.rulebook().switches().withdrawOverride(back.rule(), back.who(), back.reason());
        } catch (IllegalArgumentException e) {
            throw bad(e);
        }
    }

    @Override
    public List<ExceptionLine> exceptions() {
        return engine.exceptions().lines();
    }

    @Override
    public ExceptionsState exceptionsState() {
        engine.exceptions().refresh(Journal.none());
        return engine.exceptions().state();
    }

    @Override
    public void addException(ExceptionLine line) {
        refresh();
        try {
            engine.exceptions().add(line, ruleNames());
        } catch (IllegalArgumentException e) {
            throw bad(e);
        }
    }

    /** Also of those that are broken or off: they may judge again. */
    private List<String> ruleNames() {
        return engine.rulebook().states().stream().map(RuleState::rule).toList();
    }

    @Override
    public void removeException(String id) {
        try {
            if (!engine.exceptions().remove(id)) {
                throw new ServiceException(Problem.BAD_INPUT, "there is no exception " + id);
            }
        } catch (IllegalArgumentException e) {
            throw bad(e);
        }
    }

    @Override
    public String newRule(NewRule rule) {
        refresh();
        state(rule.name())
                .ifPresent(
                        there -> {
                            throw new ServiceException(
                                    Problem.BAD_INPUT,
                                    rule.name()
                                            + " is there already: "
                                            + dir.resolve(there.file()));
                        });
        try {
            String file = Templates.write(dir, rule.name(), rule.template());
            String begun = "begun from " + rule.template();
            engine.rulebook()
                    .refresh(
                            Journal.none(),
                            rule.who(),
                            rule.reason().isBlank() ? begun : begun + ": " + rule.reason());
            return file;
        } catch (IllegalArgumentException e) {
            throw bad(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refresh() {
        engine.rulebook().refresh(Journal.none());
    }

    private Optional<RuleState> state(String rule) {
        return engine.rulebook().states().stream()
                .filter(one -> one.rule().equals(rule))
                .findFirst();
    }

    private static ServiceException bad(IllegalArgumentException e) {
        return new ServiceException(Problem.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
}
