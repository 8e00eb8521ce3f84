package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.check.RuleWarnings;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.RuleCheck;
import illumiomonitor.engine.rule.RuleError;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleLines;
import illumiomonitor.engine.rule.RuleState;
import illumiomonitor.engine.view.RuleOverride;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.rules.Pack;
import illumiomonitor.rules.Pack.Action;
import illumiomonitor.rules.TriedCases;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.InstallReport;
import illumiomonitor.web.service.RuleProblem;
import illumiomonitor.web.service.RuleRow;
import illumiomonitor.web.service.RuleWait;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules as the command line asks for them. */
final class RuleVerbs {

    private final Engine engine;
    private final Path dir;
    private final TriedCases tried = new TriedCases();

    RuleVerbs(Engine engine) {
        this.engine = engine;
        this.dir = engine.config().rules().dir();
    }

    void refresh() {
        engine.rulebook().refresh(Journal.none());
    }

    List<RuleRow> rules() {
        refresh();
        ZoneId zone = engine.config().display().zone();
        Map<String, RuleWait> waits = new HashMap<>();
        new LearningSheet(engine).waits().forEach(wait -> waits.put(wait.rule(), wait));
        Map<String, List<String>> warnings = RuleWarnings.byRule(engine);
        Map<String, RuleOverride> overrides = new RuleViews(engine.store()).overrides();
        return engine.rulebook().states().stream()
                .map(
                        state ->
                                row(
                                        state,
                                        waits.getOrDefault(
                                                state.rule(),
                                                new RuleWait(state.rule(), List.of(), false)),
                                        zone,
                                        overrides.get(state.rule()),
                                        warnings.getOrDefault(state.rule(), List.of())))
                .toList();
    }

    private static RuleRow row(
            RuleState state,
            RuleWait wait,
            ZoneId zone,
            @Nullable RuleOverride override,
            List<String> warnings) {
        RuleError error = state.errors().isEmpty() ? null : state.errors().get(0);
        RuleInfo info = state.info();
        return new RuleRow(
                state.rule(),
                info == null ? "OFF" : info.mode().toUpperCase(Locale.ROOT),
                state.state(),
                info == null ? "" : info.version(),
                state.file(),
                info == null ? "" : info.title(),
                info == null ? "" : info.severity().name(),
                info == null ? "" : written(info.window()),
                info == null ? 0 : info.threshold(),
                info == null ? "" : info.unit(),
                LearningSheet.sentence(wait, zone),
                LearningSheet.needs(wait),
                error == null ? "" : error.message(),
                error == null ? 0 : error.line(),
                error == null ? 0 : error.column(),
                override == null ? "" : override.failing(),
                warnings);
    }

    /** As headers write it: the largest unit that fits whole. */
    private static String written(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    List<RuleProblem> check(@Nullable Path path) {
        Path place = path == null ? dir : path;
        if (Files.notExists(place)) {
            throw new ServiceException(Problem.BAD_INPUT, place + " does not exist");
        }
        try {
            RuleTexts texts = new RuleTexts(place);
            return RuleCheck.of(place, engine.config().keep()).stream()
                    .map(error -> problem(error, texts.text(error.file())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<RuleProblem> check(String file, String text) {
        return RuleCheck.of(file, text, engine.config().keep()).stream()
                .map(error -> problem(error, text))
                .toList();
    }

    private static RuleProblem problem(RuleError error, String text) {
        return new RuleProblem(
                error.file(),
                error.line(),
                error.column(),
                RuleLines.rule(text, error.line()),
                error.word(),
                error.message());
    }

    List<CaseResult> test(@Nullable Path path) {
        Path place = path == null ? dir : path;
        if (Files.notExists(place)) {
            throw new ServiceException(Problem.BAD_INPUT, place + " does not exist");
        }
        try {
            return tried.run(place).results().stream()
                    .map(
                            one ->
                                    new CaseResult(
                                            one.rule(),
                                            one.name(),
                                            one.file(),
                                            one.passed(),
                                            one.problem()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(Problem.BUG, "the cases were stopped", e);
        }
    }

    InstallReport install(boolean restores) {
        try {
            // What somebody changed before is theirs, not the pack's.
            engine.rulebook().refresh(Journal.none());
            List<Pack.Installed> files = Pack.install(dir, restores);
            engine.rulebook().refresh(Journal.none(), "shipped", "rules install");
            return new InstallReport(
                    dir.toString(),
                    of(files, Action.ADDED, Action.UPDATED),
                    of(files, Action.KEPT),
                    of(files, Action.MERGED),
                    of(files, Action.CONFLICT),
                    of(files, Action.ABSENT),
                    of(files, Action.RETIRED),
                    of(files, Action.ORPHANED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> of(List<Pack.Installed> files, Action... actions) {
        return files.stream()
                .filter(file -> List.of(actions).contains(file.action()))
                .map(Pack.Installed::file)
                .toList();
    }

    void save(String file, String text, String who) {
        refuse(RuleCheck.of(file, text, engine.config().keep()));
        LiveTexts.mayTakeOver(engine, file, text);
        refuse(engine.rulebook().save(file, text, who, "command line"));
    }

    private static void refuse(List<RuleError> errors) {
        if (!errors.isEmpty()) {
            throw new ServiceException(Problem.BAD_INPUT, errors.get(0).toString());
        }
    }

    void delete(String rule, String who) {
        RuleState state = state(rule);
        try {
            Pack.takeAway(dir, state.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        refresh();
    }

    private RuleState state(String rule) {
        refresh();
        return engine.rulebook().states().stream()
                .filter(one -> one.rule().equals(rule))
                .findFirst()
                .orElseThrow(
                        () -> new ServiceException(Problem.BAD_INPUT, "there is no rule " + rule));
    }
}
