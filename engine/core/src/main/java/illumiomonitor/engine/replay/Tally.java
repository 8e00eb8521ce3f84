package illumiomonitor.engine.replay;

import illumiomonitor.engine.replay.Tried.Key;
import illumiomonitor.engine.rule.RuleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one rule found in a stretch, in the order of its ticks. */
final class Tally {

    /** A rule that finds more than this over a stretch says nothing to anybody. */
    private static final int MOST = 100_000;

    private final RuleInfo rule;
    private final Map<Key, Tried> findings = new HashMap<>();
    private boolean cut;
    private String error = "";

    Tally(RuleInfo rule) {
        this.rule = rule;
    }

    void add(Tried finding) {
        if (findings.size() < MOST) {
            findings.put(finding.key(), finding);
        } else {
            cut = true;
        }
    }

    void failed(Instant tick, @Nullable String sentence) {
        if (sentence != null && error.isEmpty()) {
            error = "at " + tick + ": " + sentence;
        }
    }

    RuleInfo rule() {
        return rule;
    }

    /** Whether there were more than are kept. */
    boolean cut() {
        return cut;
    }

    String error() {
        return error;
    }

    boolean found(Key key) {
        return findings.containsKey(key);
    }

    List<Tried> inOrder() {
        List<Tried> all = new ArrayList<>(findings.values());
        all.sort(
                Comparator.comparing((Tried one) -> one.key().tick())
                        .thenComparing(one -> one.key().pce())
                        .thenComparing(one -> one.key().subject()));
        return all;
    }

    long subjects() {
        return findings.keySet().stream()
                .map(key -> List.of(key.pce(), key.subject()))
                .distinct()
                .count();
    }

    /** How many alerts the findings make up, and how many messages about them. */
    Episodes episodes() {
        Map<List<String>, Instant> seen = new HashMap<>();
        Map<List<String>, Instant> told = new HashMap<>();
        Map<List<String>, Refractory> most = new HashMap<>();
        long alerts = 0;
        long messages = 0;
        for (Tried one : inOrder()) {
            List<String> whom = List.of(one.key().pce(), one.key().subject());
            Instant tick = one.key().tick();
            Instant before = seen.put(whom, tick);
            boolean opens = before == null || before.plus(rule.quiet()).isBefore(tick);
            Instant last = opens ? null : told.get(whom);
            alerts += opens ? 1 : 0;
            Refractory known = most.computeIfAbsent(whom, w -> new Refractory(rule.refractory()));
            if (one.held().isEmpty()
                    && (last == null || !last.plus(rule.cooldown()).isAfter(tick))
                    && known.lets(one, opens)) {
                messages++;
                told.put(whom, tick);
                known.told(one);
            }
            known.seen(tick);
        }
        return new Episodes(alerts, messages);
    }

    record Episodes(long alerts, long messages) {}
}
