package illumiomonitor.engine.rule;

import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.RecentAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a stretch of the past once more, tick after tick, with texts of one's choice. What it
 * finds is known to itself only: the live rules, alerts and findings never hear of it. One thread.
 */
public final class Retrial {

    private static final Comparator<OpenAlerts.Row> ORDER =
            Comparator.comparing(OpenAlerts.Row::tick)
                    .thenComparing(OpenAlerts.Row::rule)
                    .thenComparing(OpenAlerts.Row::subject);

    private final Judge judge;
    private final List<JudgedRule> rules;
    private final Set<String> names;
    private final Instant from;
    private final Held held;
    private final From sources;
    private final List<Own> own = new ArrayList<>();
    private final boolean remembers;
    private final Duration lookBack;

    /** What keeps a finding from telling people: its rule's own reason, or an exception. */
    @FunctionalInterface
    public interface Held {
        /** Empty when it tells. */
        String why(Found found, Instant tick);
    }

    /** A finding of this trial. */
    private record Own(int pceId, OpenAlerts.Row row) {}

    Retrial(Judge judge, FlowWindows windows, List<JudgedRule> rules, Instant from, Held held) {
        this.judge = judge;
        this.rules = List.copyOf(rules);
        this.names = rules.stream().map(rule -> rule.info().name()).collect(Collectors.toSet());
        this.from = from;
        this.held = held;
        Duration quiet = judge.quiets(rules).longest();
        this.lookBack =
                quiet.compareTo(RecentAlerts.LOOK_BACK) > 0 ? quiet : RecentAlerts.LOOK_BACK;
        this.sources = judge.from(windows, this::instead);
        this.remembers =
                rules.stream()
                        .anyMatch(
                                rule ->
                                        rule.compiled().text().names(OpenAlert.class)
                                                || rule.compiled().text().names(RecentAlert.class));
    }

    /**
     * Another one of the same stretch, for the same thread; what this one has read it reads not.
     */
    public Retrial beside(Map<String, String> others) {
        return judge.retrial(others, from, held, sources.windows());
    }

    /** The rules that are judged, with the versions of their texts. */
    public List<RuleInfo> rules() {
        return rules.stream().map(JudgedRule::info).toList();
    }

    /**
     * Judges the next tick, never an earlier one than before.
     *
     * @param settled as live: rules that say what is missing are judged only then
     */
    public Judgement judge(int pceId, String pce, Instant tick, boolean settled)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped between two ticks");
        }
        List<RuleResult> results = judge.results(pceId, pce, tick, settled, rules, sources);
        if (remembers && settled) {
            results.forEach(result -> remember(pceId, tick, result));
        }
        return new Judgement(pceId, pce, tick, settled, results);
    }

    private void remember(int pceId, Instant tick, RuleResult result) {
        for (Found found : result.findings()) {
            own.add(
                    new Own(
                            pceId,
                            new OpenAlerts.Row(
                                    found.rule(),
                                    found.subject(),
                                    found.severity(),
                                    tick,
                                    held.why(found, tick).isEmpty())));
        }
    }

    /** Before the stretch, and of rules that are not tried, what the store has. */
    private List<OpenAlerts.Row> instead(
            int pceId, Instant since, Instant tick, List<OpenAlerts.Row> stored) {
        List<OpenAlerts.Row> rows = new ArrayList<>();
        for (OpenAlerts.Row row : stored) {
            if (row.tick().isBefore(from) || !names.contains(row.rule())) {
                rows.add(row);
            }
        }
        own.removeIf(one -> one.row().tick().isBefore(tick.minus(lookBack)));
        for (Own one : own) {
            Instant at = one.row().tick();
            if (one.pceId() == pceId && !at.isBefore(since) && at.isBefore(tick)) {
                rows.add(one.row());
            }
        }
        rows.sort(ORDER);
        return rows;
    }
}
