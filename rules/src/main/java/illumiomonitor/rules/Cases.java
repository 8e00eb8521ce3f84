package illumiomonitor.rules;

import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.engine.rule.Trial;
import illumiomonitor.spi.BusinessHours;
import illumiomonitor.spi.Tick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries the cases that stand beside rule files, in the same court that judges live. Cases of a
 * {@code .drl} file stand in the {@code .yaml} file of the same name.
 */
public final class Cases {

    /** Business hours of a case: 07 to 19, Monday to Friday, UTC. */
    static final BusinessHours HOURS =
            new BusinessHours(
                    ZoneId.of("UTC"),
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    LocalTime.of(7, 0),
                    LocalTime.of(19, 0),
                    Set.of());

    private Cases() {}

    /** A person waits for all of them; those that ship take some seconds. */
    private static final Duration TOGETHER = Duration.ofMinutes(10);

    /**
     * Tries all cases at a path, as many as ten minutes are enough for.
     *
     * @param path a rule file, its case file, or a folder of them
     * @throws IOException if it cannot be read
     */
    public static CaseReport run(Path path) throws IOException, InterruptedException {
        return run(path, TOGETHER);
    }

    /**
     * The same within another time.
     *
     * @param together so long all cases may take; a file that is not tried is told as failed
     */
    static CaseReport run(Path path, Duration together) throws IOException, InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        List<String> untested = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path drl : CaseFolder.rules(path)) {
            if (Files.exists(CaseFolder.beside(drl))) {
                texts.put(drl.toString(), Files.readString(drl));
            } else {
                untested.add(drl.toString());
            }
        }
        for (Path cases : CaseFolder.alone(path)) {
            results.add(
                    broken(
                            cases.toString(),
                            "",
                            "there is no rule file "
                                    + CaseFolder.rulesOf(cases)
                                    + " beside these cases"));
        }
        List<Trial> trials = Trial.ofAll(texts);
        Limit limit = Limit.together(together);
        for (int i = 0; i < trials.size(); i++) {
            String file = CaseFolder.beside(trials.get(i).file());
            if (limit.deadline().isOver()) {
                String left = limit.sentence() + ", so that %d files were not tried: name fewer";
                results.add(broken(file, "", left.formatted(trials.size() - i)));
                break;
            }
            results.addAll(run(trials.get(i), file, Files.readString(Path.of(file)), false, limit));
        }
        return new CaseReport(results, untested);
    }

    /**
     * How long cases may take.
     *
     * @param sentence what is said when it is over
     */
    private record Limit(Deadline deadline, String sentence) {

        static Limit together(Duration longest) {
            return new Limit(
                    Deadline.in(longest),
                    "all cases together take more than " + longest.toSeconds() + " s");
        }

        static Limit ofOne(Duration longest) {
            return new Limit(
                    Deadline.in(longest),
                    "its cases take more than " + longest.toSeconds() + " s: let them say less");
        }
    }

    /**
     * The same for a file that is compiled.
     *
     * @param file the name of the case file
     * @param text of the case file
     */
    static List<CaseResult> run(Trial trial, String file, String text) throws InterruptedException {
        return run(trial, file, text, false, Limit.together(TOGETHER));
    }

    /** The first case that a rule fails; what comes after it is not tried. */
    static Optional<CaseResult> failing(Trial trial, String file, String text)
            throws InterruptedException {
        return failing(trial, file, text, LONGEST);
    }

    /**
     * The same for whoever waits for a time of his own.
     *
     * @param longest so long all cases may take together
     */
    static Optional<CaseResult> failing(Trial trial, String file, String text, Duration longest)
            throws InterruptedException {
        return run(trial, file, text, true, Limit.ofOne(longest)).stream()
                .filter(one -> !one.passed())
                .findFirst();
    }

    /** Runs wait while the cases of a new text are tried. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static List<CaseResult> run(
            Trial trial, String file, String text, boolean upToFailure, Limit limit)
            throws InterruptedException {
        String drl = trial.file();
        try {
            CaseFile cases = CaseFile.parse(text);
            if (!trial.errors().isEmpty()) {
                return List.of(broken(file, cases.rule(), trial.errors().get(0).toString()));
            }
            Optional<RuleInfo> rule =
                    trial.rules().stream().filter(r -> r.name().equals(cases.rule())).findFirst();
            if (rule.isEmpty()) {
                List<String> names = trial.rules().stream().map(RuleInfo::name).toList();
                BadCase renamed = CaseCheck.renamed(drl, cases.rule(), names);
                // Of no rule, and so of every rule of the file: none may go live untried.
                return List.of(broken(file, "", String.valueOf(renamed.getMessage())));
            }
            List<CaseResult> results = new ArrayList<>();
            CasePlaces places = new CasePlaces(text);
            Deadline deadline = limit.deadline();
            for (int n = 0; n < cases.cases().size(); n++) {
                CaseResult result = run(file, cases, n, places, trial, rule.get(), deadline);
                if (deadline.isOver()) {
                    // A case that was cut short says nothing about its rule.
                    results.add(broken(file, cases.rule(), limit.sentence()));
                    break;
                }
                results.add(result);
                if (upToFailure && !result.passed()) {
                    break;
                }
            }
            return results;
        } catch (IllegalArgumentException e) {
            return List.of(broken(file, "", String.valueOf(e.getMessage())));
        }
    }

    private static CaseResult broken(String file, String rule, String problem) {
        return new CaseResult(file, rule, "", List.of(), List.of(), problem);
    }

    private static CaseResult run(
            String file,
            CaseFile cases,
            int number,
            CasePlaces places,
            Trial trial,
            RuleInfo rule,
            Deadline deadline)
            throws InterruptedException {
        CaseFile.Case one = cases.cases().get(number);
        List<String> finds = one.finds() == null ? List.of() : one.finds();
        try {
            Spared spared = Spared.of(cases, one, at(cases, one));
            List<RuleResult> results =
                    judged(cases, one, trial, rule, threshold(cases, one), deadline);
            return compared(file, one, results, rule, spared);
        } catch (IllegalArgumentException e) {
            return new CaseResult(
                    file,
                    rule.name(),
                    one.name(),
                    finds,
                    List.of(),
                    String.valueOf(places.placed(number, e).getMessage()));
        }
    }

    static Instant at(CaseFile cases, CaseFile.Case one) {
        String tick = one.tick() == null ? cases.tick() : one.tick();
        return CaseTimes.at(tick, CaseTimes.TICK);
    }

    /** What the rule makes of a case's facts. */
    static List<RuleResult> judged(CaseFile cases, CaseFile.Case one, Trial trial, RuleInfo rule)
            throws InterruptedException {
        return judged(cases, one, trial, rule, threshold(cases, one));
    }

    static @Nullable Long threshold(CaseFile cases, CaseFile.Case one) {
        return one.threshold() == null ? cases.threshold() : one.threshold();
    }

    /**
     * The same at a threshold.
     *
     * @param threshold null for the header's
     */
    static List<RuleResult> judged(
            CaseFile cases, CaseFile.Case one, Trial trial, RuleInfo rule, @Nullable Long threshold)
            throws InterruptedException {
        return judged(cases, one, trial, rule, threshold, Deadline.NEVER);
    }

    private static List<RuleResult> judged(
            CaseFile cases,
            CaseFile.Case one,
            Trial trial,
            RuleInfo rule,
            @Nullable Long threshold,
            Deadline deadline)
            throws InterruptedException {
        Instant at = at(cases, one);
        return trial.judge(
                rule.name(),
                CaseGiven.of(cases, one, at),
                new Tick(at, at.minus(rule.window()), HOURS),
                one.settled() == null || one.settled(),
                threshold,
                deadline.left());
    }

    private static CaseResult compared(
            String file,
            CaseFile.Case one,
            List<RuleResult> results,
            RuleInfo rule,
            Spared spared) {
        List<String> finds = one.finds() == null ? List.of() : one.finds();
        List<Found> found = new ArrayList<>();
        String problem = "";
        for (RuleResult result : results) {
            if (result.rule().name().equals(rule.name())) {
                found.addAll(result.findings());
                problem = result.error() == null ? "" : result.error();
            }
        }
        List<String> summaries = found.stream().map(Found::summary).toList();
        if (problem.isEmpty()) {
            problem =
                    Stream.of(
                                    difference("should find %s, but found %s", finds, summaries),
                                    difference(
                                            "should find subjects %s, but found %s",
                                            one.subjects(), subjects(found)),
                                    difference(
                                            "should spare %s, but spared %s",
                                            one.spared(), spared.among(found)),
                                    difference(
                                            "should keep silent %s, but kept silent %s",
                                            one.silent(), Told.silent(rule, one, found)))
                            .filter(each -> !each.isEmpty())
                            .findFirst()
                            .orElse("");
        }
        return new CaseResult(file, rule.name(), one.name(), finds, summaries, problem);
    }

    private static List<String> subjects(List<Found> found) {
        return found.stream().map(Found::subject).toList();
    }

    /** Empty when both are the same in any order, or nothing is expected. */
    private static String difference(
            String sentence, @Nullable List<String> expected, List<String> found) {
        boolean same =
                expected == null
                        || expected.stream()
                                .sorted()
                                .toList()
                                .equals(found.stream().sorted().toList());
        return same ? "" : sentence.formatted(expected, found);
    }
}
