package illumiomonitor.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.engine.rule.Trial;
import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Beacon;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.Silence;
import illumiomonitor.spi.SourceHealth;
import illumiomonitor.spi.Talker;
import illumiomonitor.spi.Tick;
import illumiomonitor.spi.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries the cases that stand beside rule files, in the same court that judges live. Cases of a
 * {@code .drl} file stand in the {@code .yaml} file of the same name.
 */
public final class Cases {

    static final String RULES = ".drl";
    private static final String CASES = ".yaml";
    private static final String EXCEPTIONS = "exceptions.yaml";

    private static final ZoneId UTC = ZoneId.of("UTC");

    private Cases() {}

    /** Business hours of a case: 07 to 19, Monday to Friday, UTC. */
    private static boolean inHours(Instant at) {
        ZonedDateTime local = at.atZone(UTC);
        return local.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0
                && local.getHour() >= 7
                && local.getHour() < 19;
    }

    /**
     * Tries all cases at a path.
     *
     * @param path a rule file, its case file, or a folder of them
     * @throws IOException if it cannot be read
     */
    public static CaseReport run(Path path) throws IOException, InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        List<String> untested = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path drl : rules(path)) {
            if (Files.exists(beside(drl))) {
                texts.put(drl.toString(), Files.readString(drl));
            } else {
                untested.add(drl.toString());
            }
        }
        for (Path cases : alone(path)) {
            results.add(
                    broken(
                            cases.toString(),
                            "",
                            "there is no rule file " + rulesOf(cases) + " beside these cases"));
        }
        for (Trial trial : Trial.ofAll(texts)) {
            String file = beside(trial.file());
            results.addAll(run(trial, file, Files.readString(Path.of(file))));
        }
        return new CaseReport(results, untested);
    }

    /** Case files whose rule is gone, or has another name. */
    private static List<Path> alone(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(file -> file.toString().endsWith(CASES))
                    .filter(file -> !file.endsWith(EXCEPTIONS))
                    .filter(file -> !hidden(path.relativize(file)))
                    .filter(file -> Files.notExists(file.resolveSibling(rulesOf(file))))
                    .sorted()
                    .toList();
        }
    }

    private static String rulesOf(Path cases) {
        String name = String.valueOf(cases.getFileName());
        return name.substring(0, name.length() - CASES.length()) + RULES;
    }

    static List<Path> rules(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                return all.filter(file -> file.toString().endsWith(RULES))
                        .filter(file -> !hidden(path.relativize(file)))
                        .sorted()
                        .toList();
            }
        }
        String name = path.toString();
        Path drl =
                name.endsWith(CASES)
                        ? Path.of(name.substring(0, name.length() - CASES.length()) + RULES)
                        : path;
        if (!Files.exists(drl)) {
            throw new IOException("there is no rule file " + drl);
        }
        return List.of(drl);
    }

    /** The rulebook does not look there either. */
    private static boolean hidden(Path below) {
        for (Path part : below) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static Path beside(Path drl) {
        return Path.of(beside(drl.toString()));
    }

    /** The name of the case file of a rule file. */
    static String beside(String drl) {
        return drl.substring(0, drl.length() - RULES.length()) + CASES;
    }

    /**
     * The same for a file that is compiled.
     *
     * @param file the name of the case file
     * @param text of the case file
     */
    static List<CaseResult> run(Trial trial, String file, String text) throws InterruptedException {
        return run(trial, file, text, false);
    }

    /** The first case that a rule fails; what comes after it is not tried. */
    static Optional<CaseResult> failing(Trial trial, String file, String text)
            throws InterruptedException {
        return run(trial, file, text, true).stream().filter(one -> !one.passed()).findFirst();
    }

    /** Runs wait while the cases of a new text are tried. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static List<CaseResult> run(Trial trial, String file, String text, boolean upToFailure)
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
                return List.of(
                        broken(
                                file,
                                cases.rule(),
                                drl
                                        + " has no rule \""
                                        + cases.rule()
                                        + "\"; it has "
                                        + String.join(", ", names)));
            }
            List<CaseResult> results = new ArrayList<>();
            CasePlaces places = new CasePlaces(text);
            long start = System.nanoTime();
            for (int n = 0; n < cases.cases().size(); n++) {
                CaseResult result = run(file, cases, n, places, trial, rule.get());
                results.add(result);
                if (upToFailure && !result.passed()) {
                    break;
                }
                if (upToFailure && System.nanoTime() - start > LONGEST.toNanos()) {
                    String slow = "its cases take more than " + LONGEST.toSeconds() + " s";
                    results.add(broken(file, cases.rule(), slow + ": let them say less"));
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
            String file, CaseFile cases, int number, CasePlaces places, Trial trial, RuleInfo rule)
            throws InterruptedException {
        CaseFile.Case one = cases.cases().get(number);
        List<String> finds = one.finds() == null ? List.of() : one.finds();
        try {
            String tick = one.tick() == null ? cases.tick() : one.tick();
            Instant at = CaseTimes.at(tick, CaseTimes.TICK);
            Long threshold = one.threshold() == null ? cases.threshold() : one.threshold();
            List<RuleResult> results =
                    trial.judge(
                            facts(cases, one, at),
                            new Tick(at, at.minus(rule.window()), UTC, inHours(at)),
                            one.settled() == null || one.settled(),
                            threshold == null ? Map.of() : Map.of(rule.name(), threshold));
            Spared spared = Spared.of(cases, one, at);
            return compared(file, one, results, rule, spared);
        } catch (IllegalArgumentException e) {
            return new CaseResult(
                    file, rule.name(), one.name(), finds, List.of(), places.told(number, e));
        }
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
                                    difference("find", finds, summaries),
                                    difference("find subjects", one.subjects(), subjects(found)),
                                    difference("spare", one.spared(), spared.among(found)),
                                    difference(
                                            "keep silent",
                                            one.silent(),
                                            Told.silent(rule, one, found)))
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
            String what, @Nullable List<String> expected, List<String> found) {
        boolean same =
                expected == null
                        || expected.stream()
                                .sorted()
                                .toList()
                                .equals(found.stream().sorted().toList());
        return same
                ? ""
                : "should "
                        + what
                        + " "
                        + expected
                        + ", but "
                        + switch (what) {
                            case "spare" -> "spared ";
                            case "keep silent" -> "kept silent ";
                            default -> "found ";
                        }
                        + found;
    }

    private static Trial.Facts facts(CaseFile cases, CaseFile.Case one, Instant tick) {
        List<Flow> flows = new ArrayList<>();
        for (ObjectNode row : CaseRows.of(one.flows(), cases.flow())) {
            flows.add(CaseFile.read(row, CaseFlow.class).fact(flows.size() + 1L, tick));
        }
        List<Event> events = new ArrayList<>();
        for (ObjectNode row : CaseRows.of(one.events(), cases.event())) {
            events.add(CaseFile.read(row, CaseEvent.class).fact(events.size() + 1L, tick));
        }
        List<SourceHealth> health = new ArrayList<>();
        for (ObjectNode row : CaseRows.of(one.health(), cases.health())) {
            health.add(CaseFile.read(row, CaseHealth.class).fact(tick));
        }
        List<OpenAlert> alerts = new ArrayList<>();
        for (ObjectNode row : CaseRows.of(one.openAlerts(), cases.openAlert())) {
            alerts.add(CaseFile.read(row, CaseOpenAlert.class).fact(tick));
        }
        CaseHistory history = one.history() == null ? cases.history() : one.history();
        CaseFacts other = new CaseFacts(tick, cases.event());
        return Trial.Facts.of(
                flows,
                (history == null ? CaseHistory.NOTHING : history).as(tick, events),
                events,
                health,
                alerts,
                other.of(Edge.class, one.edges(), cases.edge()),
                other.of(Talker.class, one.talkers(), cases.talker()),
                other.of(Baseline.class, one.baselines(), cases.baseline()),
                other.of(Silence.class, one.silences(), cases.silence()),
                other.of(Beacon.class, one.beacons(), cases.beacon()),
                other.of(Workload.class, one.workloads(), cases.workload()),
                other.of(Change.class, one.changes(), cases.change()));
    }
}
