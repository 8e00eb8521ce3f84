package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Judges what the store holds as of a tick. Reads no clock and no alert: judging a tick again gives
 * the same findings unless rows for it arrived in between. One tick at a time per PCE; ticks of
 * different PCEs may be judged at once.
 */
public final class Judge {

    private static final OpenAlerts.Earlier AS_STORED = (pceId, from, tick, stored) -> stored;

    private final Store store;
    private final Rulebook rulebook;
    private final Knowledge knowledge;
    private final FactSources sources;
    private final Config.Judge bounds;
    private final Hours hours;
    private final Due due;
    private final FlowWindows windows;
    private final Court court;
    private final HeldBack heldBack;

    /**
     * @param knowledge what other stages tell the rules
     * @param windows where flows come from
     * @param step how long before a tick the tick before it was
     */
    public Judge(
            Store store,
            Rulebook rulebook,
            Knowledge knowledge,
            FlowWindows windows,
            Config.Judge bounds,
            Config.Hours hours,
            Config.Display display,
            Function<Instant, Duration> step) {
        this.store = store;
        this.rulebook = rulebook;
        this.knowledge = knowledge;
        this.sources = new FactSources(knowledge.health(), windows.references(), knowledge.facts());
        this.bounds = bounds;
        this.hours = new Hours(hours, display.zone());
        this.due = new Due(step);
        this.windows = windows;
        this.heldBack = new HeldBack(store, rulebook);
        this.court = new Court(bounds.ruleBudget(), display.language(), display.zone());
    }

    /** Takes in changed rule files, so that the judging which follows need not. */
    public void takeIn(Journal journal) {
        rulebook.refresh(journal);
    }

    /**
     * Judges one PCE at one tick. Takes in changed rule files first.
     *
     * @param settled whether the tick's data counts as complete: rules that say what is missing are
     *     judged only then
     * @throws InterruptedException if the run is to stop; nothing is written either way
     */
    public Judgement judge(int pceId, String pce, Instant tick, boolean settled, Journal journal)
            throws InterruptedException {
        return judge(pceId, pce, tick, Duration.ZERO, settled, journal);
    }

    /**
     * Judges one PCE at one tick with the rules whose windows are longer than this. What the others
     * found there stays.
     *
     * @throws InterruptedException if the run is to stop; nothing is written either way
     */
    public Judgement judge(
            int pceId,
            String pce,
            Instant tick,
            Duration longerThan,
            boolean settled,
            Journal journal)
            throws InterruptedException {
        goOn();
        rulebook.refreshUnlessStopped(journal);
        List<JudgedRule> asOf = longer(rulebook.inForce().at(tick), longerThan);
        List<RuleResult> results =
                results(pceId, pce, tick, settled, asOf, from(windows, AS_STORED));
        Coverage coverage = heldBack.coverage(pceId);
        rulebook.judged(
                results,
                asOf.stream()
                        .filter(rule -> heldBack.why(rule, tick, coverage).equals(Learning.HELD))
                        .map(rule -> rule.info().name())
                        .collect(Collectors.toSet()));
        for (RuleResult result : results) {
            if (result.error() != null) {
                journal.warn("Rule " + result.rule().name() + " gave no answer: " + result.error());
            }
        }
        return new Judgement(pceId, pce, tick, settled, results);
    }

    /** Whether a rule with a window longer than this is judged at a tick. */
    public boolean isDue(Instant tick, Duration longerThan) {
        return longer(rulebook.inForce().at(tick), longerThan).stream()
                .anyMatch(rule -> !rule.off() && due.at(tick, rule.info().window()));
    }

    private static List<JudgedRule> longer(List<JudgedRule> rules, Duration than) {
        return rules.stream().filter(rule -> rule.info().window().compareTo(than) > 0).toList();
    }

    /**
     * Says why a rule finds a subject at a tick, or does not.
     *
     * @param version of its text, empty for the one that judges
     * @param sparing why a finding would be spared, empty when it would not
     * @throws IllegalArgumentException if there is no such rule or text
     */
    public Explained explain(
            int pceId,
            String pce,
            Instant tick,
            String rule,
            String version,
            String subject,
            Function<Found, String> sparing)
            throws InterruptedException {
        rulebook.refreshUnlessStopped(Journal.none());
        JudgedRule tried = tried(rule, version).awake();
        From from = from(windows, AS_STORED);
        Duration window = tried.info().window();
        QuietTimes quiets = quiets(List.of(tried));
        Question question = new Question(pceId, pce, tick, window, quiets, from);
        WindowFacts facts = facts(question, List.of(tried));
        Coverage coverage = heldBack.coverage(pceId);
        RuleResult result =
                court.judge(facts, List.of(tried), r -> heldBack.why(r, tick, coverage)).get(0);
        Optional<Found> found =
                result.findings().stream().filter(one -> one.subject().equals(subject)).findFirst();
        Explainer.Answer why =
                new Explainer(court, tried)
                        .about(subject, facts, tried.info().threshold(), found.isPresent());
        return new Explained(
                pce,
                rule,
                tried.info().version(),
                subject,
                tick.minus(window),
                tick,
                found.map(Found::summary).orElse(null),
                found.map(one -> held(one, sparing.apply(one))).orElse(""),
                notes(tried, tick, result, why.notes(found.isPresent())),
                why.steps(),
                why.failed());
    }

    private static String held(Found found, String spared) {
        return spared.isEmpty() ? found.held() : spared;
    }

    private List<String> notes(
            JudgedRule rule, Instant tick, RuleResult result, List<String> ofSteps) {
        List<String> notes = new ArrayList<>(ofSteps);
        if (rulebook.modeNow(rule.info().name()).equals("OFF")) {
            notes.add("the rule is switched off");
        }
        if (!due.at(tick, rule.info().window())) {
            notes.add("a window over 1 h is judged 24 times in its length, and not at this tick");
        }
        if (rule.info().settledOnly()) {
            notes.add("it is judged only once the tick's data has settled");
        }
        String error = result.error();
        if (error != null) {
            notes.add("it gave no answer: " + error);
        }
        return notes;
    }

    /**
     * Judges a stretch again from a tick on, apart from what is live.
     *
     * @param rules names of rules and the versions of their texts, empty for the present one
     * @param held as live, so that what told nobody then is not remembered as told now
     * @throws IllegalArgumentException if there is no such rule, or its text cannot be judged
     */
    public Retrial retrial(Map<String, String> rules, Instant from, Retrial.Held held) {
        return retrial(rules, from, held, windows.alongTime());
    }

    Retrial retrial(Map<String, String> rules, Instant from, Retrial.Held held, FlowWindows along) {
        List<JudgedRule> tried = new ArrayList<>();
        rules.forEach((rule, version) -> tried.add(tried(rule, version).awake()));
        return new Retrial(this, along, tried, from, held);
    }

    private JudgedRule tried(String rule, String version) {
        Optional<JudgedRule> found =
                rulebook.present().stream()
                        .filter(one -> one.info().name().equals(rule))
                        .filter(one -> version.isEmpty() || one.info().version().equals(version))
                        .findFirst();
        return found.or(() -> rulebook.inForce().withText(rule, version))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        version.isEmpty()
                                                ? "there is no rule " + rule + " that judges"
                                                : "rule "
                                                        + rule
                                                        + " has no version "
                                                        + version
                                                        + " that can be judged"));
    }

    /** What the rules say at a tick, of those that are due at it; nothing is noted down. */
    List<RuleResult> results(
            int pceId, String pce, Instant tick, boolean settled, List<JudgedRule> rules, From from)
            throws InterruptedException {
        Map<Duration, List<JudgedRule>> byWindow = new TreeMap<>();
        for (JudgedRule rule : rules) {
            boolean judged = settled || !rule.info().settledOnly();
            if (!rule.off() && judged && due.at(tick, rule.info().window())) {
                byWindow.computeIfAbsent(rule.info().window(), w -> new ArrayList<>()).add(rule);
            }
        }
        Coverage coverage = heldBack.coverage(pceId);
        From once = from.atOneTick(byWindow.size());
        QuietTimes quiets = quiets(rules);
        List<RuleResult> results = new ArrayList<>();
        for (Map.Entry<Duration, List<JudgedRule>> window : byWindow.entrySet()) {
            Question question = new Question(pceId, pce, tick, window.getKey(), quiets, once);
            results.addAll(
                    judge(question, window.getValue(), rule -> heldBack.why(rule, tick, coverage)));
        }
        results.sort(Comparator.comparing(result -> result.rule().name()));
        return results;
    }

    /** For one who judges. */
    From from(FlowWindows windows, OpenAlerts.Earlier earlier) {
        return From.of(windows, earlier, knowledge.histories());
    }

    private static void goOn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped before judging");
        }
    }

    /** A window of a PCE that is to be judged. */
    private record Question(
            int pceId, String pce, Instant tick, Duration window, QuietTimes quiets, From from) {}

    /** Of these rules, and of all others that there are: a rule may look at their alerts. */
    QuietTimes quiets(List<JudgedRule> rules) {
        return QuietTimes.of(rules, rulebook.present());
    }

    private List<RuleResult> judge(Question question, List<JudgedRule> rules, Court.Held held)
            throws InterruptedException {
        goOn();
        WindowFacts facts = facts(question, rules);
        List<RuleResult> results = new ArrayList<>();
        List<JudgedRule> able = new ArrayList<>();
        for (JudgedRule rule : rules) {
            if (facts.flows().held() || !rule.compiled().text().names(Flow.class)) {
                able.add(rule);
            } else {
                results.add(
                        Court.failed(
                                facts,
                                rule,
                                "NOT JUDGED: the window has "
                                        + facts.flows().flows().size()
                                        + " flows, more than the "
                                        + bounds.maxFacts()
                                        + " of judge.max-facts; rules on FanOut and Event still are"));
            }
        }
        results.addAll(court.judge(facts, able, held));
        return results;
    }

    private WindowFacts facts(Question question, List<JudgedRule> rules)
            throws InterruptedException {
        Stretch stretch = Stretch.endingAt(question.tick(), question.window());
        Tick tick = hours.tick(question.tick(), question.window());
        SeenFlows flows =
                sources.needFlows(rules)
                        ? question.from()
                                .windows()
                                .reader()
                                .flows(question.pceId(), question.pce(), stretch)
                        : SeenFlows.of(List.of());
        try (Handle handle = store.jdbi().open()) {
            FactSource.Window window =
                    new FactSource.Window(
                            handle,
                            question.pceId(),
                            question.pce(),
                            tick,
                            flows.flows(),
                            question.from().windows(),
                            question.quiets());
            return new WindowFacts(
                    question.pce(),
                    tick,
                    flows,
                    sources.facts(
                            window, rules, question.from().earlier(), question.from().ofTick()),
                    sources.derived(),
                    question.from().history(question.pceId(), question.pce(), tick));
        }
    }

    /** The rules that are live and have not enough history of a PCE at a tick, by name. */
    public List<Learning> learning(int pceId, Instant tick) {
        return heldBack.learning(pceId, tick);
    }
}
