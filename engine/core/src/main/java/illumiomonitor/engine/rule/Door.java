package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Meter;
import illumiomonitor.engine.rule.guard.Texts;
import illumiomonitor.engine.rule.guard.TooMuch;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Findings;
import illumiomonitor.spi.Flow;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IllegalFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.core.rule.consequence.InternalMatch;
import org.jspecify.annotations.Nullable;

/** Takes what rules find, with the facts of the match that is firing. One thread. */
final class Door implements Findings {

    private static final int ASSUMED = 10;
    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_SUMMARY = 2000;
    private static final int MOST_SUBJECTS = 20_000;

    /**
     * What a rule said about a subject, and on which facts.
     *
     * @param measure how much of it; the most of several calls
     */
    record Said(String subject, String summary, Evidence evidence, Measure measure) {}

    private final WindowFacts facts;
    private final Witnesses witnesses;
    private final Map<String, JudgedRule> rules = new HashMap<>();
    private final Map<String, Map<String, Said>> said = new HashMap<>();
    private final Map<String, Compared> compared = new HashMap<>();
    private @Nullable InternalMatch match;
    private @Nullable Evidence matched;

    Door(WindowFacts facts, List<JudgedRule> rules) {
        this.facts = facts;
        this.witnesses = new Witnesses(facts.flows());
        rules.forEach(rule -> this.rules.put(rule.info().name(), rule));
    }

    /** The match whose consequence runs now, null between two. */
    void firing(@Nullable InternalMatch now) {
        match = now;
        matched = null;
    }

    Collection<Said> of(String rule) {
        return said.getOrDefault(rule, Map.of()).values();
    }

    @Override
    public void add(String subject, String format, Object... args) {
        add(subject, List.of(), format, args);
    }

    @Override
    public void add(String subject, Collection<?> evidence, String format, Object... args) {
        InternalMatch now = match;
        if (now == null) {
            throw new IllegalStateException("findings are added while a rule fires, not later");
        }
        String rule = now.getRule().getName();
        String whom = subject == null ? "" : OneLine.of(subject.strip(), LONGEST_SUBJECT);
        if (whom.isBlank()) {
            throw new IllegalArgumentException("the finding has no subject");
        }
        Evidence shown = new Evidence();
        shown.take(evidence);
        if (shown.isEmpty()) {
            shown = matched(now);
        }
        if (shown.isEmpty()) {
            shown = assumed(rules.get(rule), subject);
        }
        String summary = OneLine.of(formatted(format, args), LONGEST_SUMMARY);
        Map<String, Said> bySubject = said.computeIfAbsent(rule, r -> new LinkedHashMap<>());
        if (bySubject.size() >= MOST_SUBJECTS && !bySubject.containsKey(whom)) {
            throw new TooMuch("it finds more than " + MOST_SUBJECTS + " subjects at one tick");
        }
        Said before = bySubject.get(whom);
        Evidence all = new Evidence();
        Measure measure = measure(now);
        if (before != null) {
            all = before.evidence();
            measure = measure.and(before.measure());
        }
        long count = all.count();
        all.add(shown);
        Meter.keep(2L * (whom.length() + summary.length()) + Evidence.FACT * (all.count() - count));
        bySubject.put(whom, new Said(whom, summary, all, measure));
    }

    /** The same at each tick, as a rule may say it. */
    @Override
    public String toString() {
        return "findings";
    }

    private Measure measure(InternalMatch now) {
        JudgedRule rule = rules.get(now.getRule().getName());
        return rule == null
                ? Measure.NONE
                : compared.computeIfAbsent(rule.info().name(), name -> Compared.in(rule)).of(now);
    }

    private Evidence matched(InternalMatch now) {
        Evidence known = matched;
        if (known == null) {
            known = new Evidence();
            known.take(now.getObjects());
            known.take(Accumulated.in(now));
            for (Object fact : List.copyOf(known.others())) {
                if (Behind.hasFlows(fact)) {
                    known.take(witnesses.behind(fact, 20));
                }
            }
            matched = known;
        }
        return known;
    }

    /** What {@code groupby} counted is not known: rows of the window that name the subject are. */
    private Evidence assumed(@Nullable JudgedRule rule, String subject) {
        if (rule == null || !rule.header().groups()) {
            throw new IllegalArgumentException(
                    "the finding about " + subject + " rests on no fact: match one, or give it");
        }
        Evidence evidence = new Evidence();
        Naming named = Naming.of(subject);
        List<Event> events = facts.events().stream().filter(named::by).limit(ASSUMED).toList();
        boolean flows = rule.compiled().text().names(Flow.class);
        evidence.assume(
                flows ? witnesses.top(named::by, ASSUMED) : List.of(),
                rule.compiled().text().names(Event.class) ? events : List.of());
        return evidence;
    }

    private static String formatted(String format, Object... args) {
        try {
            return Texts.format(format, args);
        } catch (IllegalFormatException e) {
            throw new IllegalArgumentException(
                    "the format \""
                            + format
                            + "\" does not fit "
                            + Texts.valueOf(Arrays.asList(args))
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
