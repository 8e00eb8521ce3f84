package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Leash;
import illumiomonitor.engine.rule.guard.Meter;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.core.rule.consequence.InternalMatch;
import org.kie.api.KieBase;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.MatchCreatedEvent;
import org.kie.api.runtime.KieSession;

/** Judges the facts of one window once, in a session that is thrown away. One thread, one use. */
final class Sitting {

    private final WindowFacts facts;
    private final List<JudgedRule> rules;
    private final Door door;
    private final Budget budget;
    private final Map<String, Long> nanos = new HashMap<>();
    private String firing = "";

    Sitting(WindowFacts facts, List<JudgedRule> rules, Duration ruleBudget) {
        this.facts = facts;
        this.rules = rules;
        this.door = new Door(facts, rules);
        this.budget = new Budget(ruleBudget);
    }

    Collection<Door.Said> said(String rule) {
        return door.of(rule);
    }

    /** About how long a rule took, the making of its matches included. */
    Duration took(String rule) {
        return Duration.ofNanos(nanos.getOrDefault(rule, 0L));
    }

    /**
     * Puts the facts before the rules.
     *
     * @param thresholds of all rules of the window, also of those that sit elsewhere
     * @throws RuleFault if a rule threw or took too long; then nothing that was said counts
     */
    void hold(KieBase base, List<Threshold> thresholds) throws RuleFault, InterruptedException {
        KieSession session = base.newKieSession();
        try (Watch watch = new Watch(budget, session::halt)) {
            Meter.open(budget::look);
            session.setGlobal("findings", door);
            if (rules.stream().anyMatch(rule -> rule.compiled().text().names(History.class))) {
                session.setGlobal("history", facts.history());
            }
            session.addEventListener(new Attention());
            budget.start();
            List<Collection<?>> relevant = relevant(new Relevance(base, session));
            budget.gather();
            thresholds.forEach(session::insert);
            session.insert(facts.tick());
            relevant.forEach(some -> some.forEach(session::insert));
            budget.start();
            session.fireAllRules();
            watch.close();
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while judging");
            }
            if (budget.exceeded()) {
                throw slow(new Leash.Pulled());
            }
        } catch (OutOfMemoryError e) {
            // Whose memory ran out nobody can say: it need not be a rule's.
            throw e;
        } catch (RuntimeException | Error e) {
            throw fault(e);
        } finally {
            Meter.close();
            session.dispose();
        }
    }

    /** What the rules ask for, without what none of their patterns lets in. */
    private List<Collection<?>> relevant(Relevance relevance) {
        List<Collection<?>> relevant = new ArrayList<>();
        facts.others()
                .forEach(
                        (type, some) -> {
                            if (isAskedFor(type)) {
                                relevant.add(relevance.of(some));
                            }
                        });
        if (facts.flows().held() && isAskedFor(Flow.class)) {
            relevant.add(relevance.of(facts.flows().flows()));
        }
        return relevant;
    }

    private boolean isAskedFor(Class<?> type) {
        return rules.stream().anyMatch(rule -> rule.compiled().text().names(type));
    }

    private RuleFault fault(Throwable thrown) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while judging");
        }
        if (budget.exceeded()) {
            return slow(thrown);
        }
        String sentence =
                (RuleFault.isTooMuch(thrown) ? "SLOW: stopped because " : "THROWING: ")
                        + RuleFault.reason(thrown);
        return firing.isEmpty()
                ? RuleFault.ofAny(Suspicion.in(thrown, rules), sentence, thrown)
                : RuleFault.of(firing, sentence, thrown);
    }

    private RuleFault slow(Throwable thrown) {
        if (budget.starved()) {
            return RuleFault.ofAny(Set.of(), "SLOW: stopped because memory ran short", thrown);
        }
        String sentence = "SLOW: stopped after more than " + budget.perRule().toMillis() + " ms";
        if (!firing.isEmpty()) {
            return RuleFault.of(firing, sentence, thrown);
        }
        Set<String> suspects = new HashSet<>(Suspicion.in(thrown, rules));
        if (!budget.rule().isEmpty()) {
            suspects.add(budget.rule());
        }
        return RuleFault.ofAny(suspects, sentence, thrown);
    }

    /** Follows which rule is at work. */
    private final class Attention extends DefaultAgendaEventListener {

        private long since = System.nanoTime();

        @Override
        public void matchCreated(MatchCreatedEvent event) {
            budget.at(event.getMatch().getRule().getName());
            Leash.check();
        }

        @Override
        public void beforeMatchFired(BeforeMatchFiredEvent event) {
            firing = event.getMatch().getRule().getName();
            budget.at(firing);
            Leash.check();
            door.firing((InternalMatch) event.getMatch());
        }

        @Override
        public void afterMatchFired(AfterMatchFiredEvent event) {
            long now = System.nanoTime();
            nanos.merge(firing, now - since, Long::sum);
            since = now;
            firing = "";
            door.firing(null);
        }
    }
}
