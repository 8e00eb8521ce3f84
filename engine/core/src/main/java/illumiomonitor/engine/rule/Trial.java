package illumiomonitor.engine.rule;

import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule file judged on facts that are given, by the same court that judges the store. For cases
 * and for trying a rule out.
 */
public final class Trial {

    private static final Duration RULE_BUDGET = Duration.ofSeconds(10);

    private final RuleText text;
    private final @Nullable CompiledRules compiled;
    private final List<RuleError> errors;
    private final Court court = new Court(RULE_BUDGET, Locale.ENGLISH, ZoneId.of("UTC"));

    /**
     * Facts to judge. Flows and events outside the window are not seen.
     *
     * @param others facts besides flows, by type; what can be made of the flows is added
     */
    public record Facts(List<Flow> flows, Map<Class<?>, List<?>> others, History history) {

        /** Facts of any types, as a store that was made this moment knows them. */
        public static Facts of(List<Flow> flows, Collection<?>... others) {
            return of(flows, new NoHistory(), others);
        }

        /** Facts of any types. */
        public static Facts of(List<Flow> flows, History history, Collection<?>... others) {
            Map<Class<?>, List<?>> byType = new LinkedHashMap<>();
            for (Collection<?> some : others) {
                if (!some.isEmpty()) {
                    byType.put(some.iterator().next().getClass(), List.copyOf(some));
                }
            }
            return new Facts(flows, byType, history);
        }
    }

    private final Map<String, Explainer> explainers = new HashMap<>();

    private Trial(RuleText text, @Nullable CompiledRules compiled, List<RuleError> errors) {
        this.text = text;
        this.compiled = compiled;
        this.errors = errors;
    }

    /** Compiles a rule file. */
    public static Trial of(String file, String text) {
        return ofAll(Map.of(file, text)).get(0);
    }

    /**
     * Compiles many rule files at once, which is much quicker than one by one.
     *
     * @param texts by file
     * @return one trial for each, in the order given
     */
    public static List<Trial> ofAll(Map<String, String> texts) {
        List<RuleText> read = new ArrayList<>();
        texts.forEach((file, text) -> read.add(RuleReader.read(file, text)));
        RuleCompiler.Results results =
                new RuleCompiler()
                        .compile(read.stream().filter(text -> text.errors().isEmpty()).toList());
        return read.stream().map(text -> of(text, results)).toList();
    }

    private static Trial of(RuleText text, RuleCompiler.Results results) {
        return new Trial(
                text,
                results.compiled.get(text.file()),
                text.errors().isEmpty()
                        ? results.errors.getOrDefault(text.file(), List.of())
                        : text.errors());
    }

    /** A rule file that is compiled already. */
    static Trial of(CompiledRules rules) {
        return new Trial(rules.text(), rules, List.of());
    }

    /** The text it was made of. */
    public String text() {
        return text.text();
    }

    /** The file it was made of. */
    public String file() {
        return text.file();
    }

    /** The rules of a file, as written, without compiling it. */
    public static List<RuleInfo> headers(String file, String text) {
        return infos(RuleReader.read(file, text));
    }

    /** What is wrong with the file; empty when it can be judged. */
    public List<RuleError> errors() {
        return errors;
    }

    /** The rules of the file, as written. */
    public List<RuleInfo> rules() {
        return infos(text);
    }

    private static List<RuleInfo> infos(RuleText text) {
        return text.headers().stream()
                .map(header -> header.info(text.version(), text.file(), header.mode(), null))
                .toList();
    }

    /**
     * Judges the rules of the file.
     *
     * @param thresholds by rule, instead of the header's
     * @return one result per rule that is judged at such a tick
     * @throws IllegalStateException if the file has errors
     */
    public List<RuleResult> judge(
            Facts facts, Tick tick, boolean settled, Map<String, Long> thresholds)
            throws InterruptedException {
        return court.judge(seen(facts, tick), judged(settled, thresholds), Trial::held);
    }

    /**
     * Judges one rule of the file.
     *
     * @param threshold null for the header's
     * @param most how long it may work, if that is less than any rule may
     * @return nothing where it is not judged at such a tick
     * @throws IllegalStateException if the file has errors
     */
    public List<RuleResult> judge(
            String rule,
            Facts facts,
            Tick tick,
            boolean settled,
            @Nullable Long threshold,
            Duration most)
            throws InterruptedException {
        List<JudgedRule> among =
                judged(settled, threshold == null ? Map.of() : Map.of(rule, threshold));
        return court.judge(seen(facts, tick), rule, among, Trial::held, most);
    }

    /**
     * Says of one rule which conditions subjects meet, as for what the store holds.
     *
     * @param threshold null for the header's
     * @return by subject: of those that are found, and of these besides
     * @throws IllegalStateException if the file has errors
     */
    public Map<String, Explained> explain(
            String rule,
            Facts facts,
            Tick tick,
            @Nullable Long threshold,
            Collection<String> subjects)
            throws InterruptedException {
        JudgedRule asked =
                judged(true, threshold == null ? Map.of() : Map.of(rule, threshold)).stream()
                        .filter(one -> one.info().name().equals(rule))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(rule + " is not judged"));
        WindowFacts seen = seen(facts, tick);
        Map<String, Found> found = new LinkedHashMap<>();
        court.judge(seen, List.of(asked), Trial::held)
                .forEach(
                        result ->
                                result.findings()
                                        .forEach(one -> found.putIfAbsent(one.subject(), one)));
        Set<String> all = new LinkedHashSet<>(found.keySet());
        all.addAll(subjects);
        Explainer explainer = explainers.computeIfAbsent(rule, name -> new Explainer(court, asked));
        Map<String, Explained> why = new LinkedHashMap<>();
        for (String subject : all) {
            Found one = found.get(subject);
            Explainer.Answer answer =
                    explainer.about(subject, seen, asked.info().threshold(), one != null);
            why.put(subject, explained(asked, subject, seen, one, answer));
        }
        return why;
    }

    private static Explained explained(
            JudgedRule rule,
            String subject,
            WindowFacts facts,
            @Nullable Found found,
            Explainer.Answer answer) {
        return new Explained(
                facts.pce(),
                rule.info().name(),
                rule.info().version(),
                subject,
                facts.tick().from(),
                facts.tick().at(),
                found == null ? null : found.summary(),
                found == null ? "" : found.held(),
                answer.notes(found != null),
                answer.steps(),
                answer.failed());
    }

    private static String held(JudgedRule rule) {
        return rule.info().mode().equals("SHADOW") ? "shadow" : "";
    }

    private List<JudgedRule> judged(boolean settled, Map<String, Long> thresholds) {
        CompiledRules rules = compiled;
        if (rules == null) {
            throw new IllegalStateException(text.file() + " cannot be judged: " + errors);
        }
        List<JudgedRule> judged = new ArrayList<>();
        for (Header header : text.headers()) {
            RuleInfo info =
                    header.info(
                            text.version(),
                            text.file(),
                            header.mode(),
                            thresholds.get(header.name()));
            if (!info.mode().equals("OFF") && (settled || !info.settledOnly())) {
                judged.add(new JudgedRule(info, header, rules));
            }
        }
        return judged;
    }

    private WindowFacts seen(Facts facts, Tick tick) {
        Stretch stretch = new Stretch(Micros.of(tick.from()), Micros.of(tick.at()));
        List<Flow> flows =
                facts.flows().stream().filter(f -> holds(stretch, f.lastDetected())).toList();
        String pce = flows.isEmpty() ? "hq" : flows.get(0).pce();
        Map<Class<?>, List<?>> derived = FactSources.derived(pce, tick, flows);
        Map<Class<?>, List<?>> others = new LinkedHashMap<>(derived);
        others.putAll(facts.others());
        others.computeIfPresent(
                Event.class,
                (type, events) ->
                        events.stream()
                                .filter(event -> holds(stretch, ((Event) event).at()))
                                .toList());
        return new WindowFacts(
                pce, tick, SeenFlows.of(flows), others, derived.keySet(), facts.history());
    }

    private static boolean holds(Stretch stretch, Instant at) {
        return stretch.holds(Micros.of(at));
    }
}
