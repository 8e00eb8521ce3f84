package illumiomonitor.engine.replay;

import illumiomonitor.engine.alert.Sparing;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.Tried.Key;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.rule.Retrial;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One replay while it works. What was found now, by the text before and live is compared at each
 * tick and forgotten, so that a replay of any length needs the memory of a tick.
 */
final class Replay {

    private final Replays replays;
    private final List<Instant> ticks;
    private final Retrial present;
    private final @Nullable Retrial before;
    private final Map<String, String> versionsBefore = new HashMap<>();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Listing listing = new Listing();
    private final LiveFindings live;

    Replay(
            Replays replays,
            ReplayPlan plan,
            Map<String, String> texts,
            Map<String, String> textsBefore) {
        this.replays = replays;
        this.ticks = replays.ticks(plan);
        this.present = replays.judge().retrial(texts, first(), this::held);
        this.before = textsBefore.isEmpty() ? null : present.beside(textsBefore);
        this.live = new LiveFindings(replays.store());
        if (before != null) {
            before.rules().forEach(rule -> versionsBefore.put(rule.name(), rule.version()));
        }
        for (RuleInfo rule : present.rules()) {
            tallies.put(
                    rule.name(), new Tally(rule, versionsBefore.get(rule.name()), first(), last()));
        }
    }

    Replayed work(Journal journal) throws InterruptedException {
        long start = System.nanoTime();
        int of = ticks.size() * replays.pces().size();
        int done = 0;
        int unjudged = 0;
        for (Map.Entry<Integer, String> pce : replays.pces().entrySet()) {
            Map<Instant, Instant> judged = live.judged(pce.getKey(), first(), last());
            Instant after = first().minusMillis(1);
            for (Instant tick : ticks) {
                judge(pce.getKey(), pce.getValue(), after, tick, judged.get(tick));
                unjudged += judged.containsKey(tick) ? 0 : 1;
                after = tick;
                journal.progress("ticks judged again", ++done, of);
            }
        }
        return new Replayed(
                first(),
                last(),
                of,
                unjudged,
                replays.exceptions().state().entries(),
                tallies.values().stream().map(Tally::report).toList(),
                listing.inOrder(),
                listing.cut(),
                listing.all(),
                listing.differing(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private Instant first() {
        return ticks.get(0);
    }

    private Instant last() {
        return ticks.get(ticks.size() - 1);
    }

    private void judge(
            int pceId, String pce, Instant after, Instant tick, @Nullable Instant judgedAt)
            throws InterruptedException {
        boolean settled = replays.settled(tick);
        Judgement judgement = present.judge(pceId, pce, tick, settled);
        for (RuleResult result : judgement.results()) {
            Tally tally = tallies.get(result.rule().name());
            if (tally != null) {
                tally.failed(tick, result.error());
            }
        }
        Map<String, Map<Key, Tried>> now = tried(judgement);
        Map<String, Map<Key, Tried>> then =
                before == null ? Map.of() : tried(before.judge(pceId, pce, tick, settled));
        Map<String, Map<Key, Tried>> stored = live.between(pceId, pce, after, tick);
        tallies.forEach(
                (rule, tally) ->
                        tally.count(
                                new Tally.AtTick(
                                        judgedAt,
                                        replays.inForce(rule, tick),
                                        now.getOrDefault(rule, Map.of()),
                                        versionsBefore.containsKey(rule)
                                                ? then.getOrDefault(rule, Map.of())
                                                : null,
                                        stored.getOrDefault(rule, Map.of())),
                                listing));
    }

    private Map<String, Map<Key, Tried>> tried(Judgement judgement) {
        Map<String, Map<Key, Tried>> byRule = new HashMap<>();
        for (RuleResult result : judgement.results()) {
            Map<Key, Tried> findings = new HashMap<>();
            for (Found found : result.findings()) {
                String held = held(found, judgement.tick());
                Tried one = Tried.of(judgement.pce(), judgement.tick(), found, held);
                findings.put(one.key(), one);
            }
            byRule.put(result.rule().name(), findings);
        }
        return byRule;
    }

    private String held(Found found, Instant tick) {
        return replays.exceptions().sparing(found, tick).map(Sparing::held).orElse(found.held());
    }
}
