package illumiomonitor.engine.rule;

import illumiomonitor.engine.reference.Reference;
import illumiomonitor.engine.reference.References;
import illumiomonitor.engine.rule.FactSource.Scope;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.FanOut;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.RecentAlert;
import illumiomonitor.spi.SourceHealth;
import illumiomonitor.spi.Talker;
import illumiomonitor.spi.Tick;
import illumiomonitor.spi.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the facts besides flows come from. Only types that a rule names are made. */
final class FactSources {

    private final List<FactSource<?>> sources = new ArrayList<>();
    private final References references;

    /**
     * @param references what the PCE's lists said
     * @param more sources of other stages
     */
    FactSources(HealthReader health, References references, List<FactSource<?>> more) {
        this.references = references;
        sources.addAll(ofFlows());
        sources.add(
                FactSource.of(
                        SourceHealth.class,
                        Scope.TICK,
                        window -> health.asOf(window.pceId(), window.tick().at())));
        sources.add(
                FactSource.of(
                        Event.class,
                        Scope.WINDOW,
                        window -> Events.of(window, reference(references, window))));
        sources.add(
                FactSource.of(
                        Change.class,
                        Scope.WINDOW,
                        window -> Changes.of(window, reference(references, window))));
        sources.add(
                FactSource.of(
                        Workload.class,
                        Scope.TICK,
                        window -> reference(references, window).workloads()));
        sources.addAll(more);
    }

    private static Reference reference(References references, FactSource.Window window) {
        return references.asOf(window.handle(), window.pceId(), window.tick().at());
    }

    /** Those that need nothing but the window's flows. */
    private static List<FactSource<?>> ofFlows() {
        return List.of(
                FactSource.of(
                        FanOut.class,
                        Scope.FLOWS,
                        window ->
                                FanOuts.of(
                                        window.pce(),
                                        window.flows(),
                                        flow ->
                                                window.windows()
                                                        .isNew(
                                                                window.pceId(),
                                                                flow,
                                                                window.tick().from(),
                                                                FanOuts.DAYS))),
                FactSource.of(
                        Talker.class,
                        Scope.FLOWS,
                        window -> Talkers.of(window.pce(), window.flows())));
    }

    /** What can be made of given flows alone, for judging without a store. */
    static Map<Class<?>, List<?>> derived(String pce, Tick tick, List<Flow> flows) {
        Map<Class<?>, List<?>> made = new LinkedHashMap<>();
        made.put(
                FanOut.class,
                FanOuts.of(pce, flows, flow -> flow.firstSeen().isAfter(tick.from())));
        made.put(Talker.class, Talkers.of(pce, flows));
        return made;
    }

    /** Whether the rules need the window's flows. */
    boolean needFlows(Collection<JudgedRule> rules) {
        return named(rules, Flow.class)
                || sources.stream()
                        .anyMatch(
                                source ->
                                        source.scope() == Scope.FLOWS
                                                && named(rules, source.type()));
    }

    /** The types that are made of flows. */
    Set<Class<?>> derived() {
        return sources.stream()
                .filter(source -> source.scope() == Scope.FLOWS)
                .map(FactSource::type)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * @param earlier findings that hold instead of the stored ones
     * @param ofTick what was made for other windows of the tick, and will be for those to come
     */
    Map<Class<?>, List<?>> facts(
            FactSource.Window window,
            Collection<JudgedRule> rules,
            OpenAlerts.Earlier earlier,
            Map<Class<?>, List<?>> ofTick)
            throws InterruptedException {
        Map<Class<?>, List<?>> facts = new LinkedHashMap<>();
        if (named(rules, OpenAlert.class)) {
            facts.put(
                    OpenAlert.class,
                    ofTick.computeIfAbsent(
                            OpenAlert.class, type -> OpenAlerts.asOf(window, earlier)));
        }
        if (named(rules, RecentAlert.class)) {
            facts.put(
                    RecentAlert.class,
                    ofTick.computeIfAbsent(
                            RecentAlert.class,
                            type ->
                                    RecentAlerts.asOf(
                                            window, earlier, reference(references, window))));
        }
        for (FactSource<?> source : sources) {
            if (named(rules, source.type())) {
                facts.put(source.type(), made(source, window, ofTick));
            }
        }
        return facts;
    }

    private static List<?> made(
            FactSource<?> source, FactSource.Window window, Map<Class<?>, List<?>> ofTick)
            throws InterruptedException {
        if (source.scope() != Scope.TICK) {
            return source.facts(window);
        }
        List<?> known = ofTick.get(source.type());
        List<?> facts = known == null ? source.facts(window) : known;
        ofTick.put(source.type(), facts);
        return facts;
    }

    private static boolean named(Collection<JudgedRule> rules, Class<?> fact) {
        return rules.stream().anyMatch(rule -> rule.compiled().text().names(fact));
    }
}
