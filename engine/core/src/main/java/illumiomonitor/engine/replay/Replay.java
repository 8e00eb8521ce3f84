package illumiomonitor.engine.replay;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.engine.replay.Tried.Key;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.rule.Measure;
import illumiomonitor.engine.rule.Retrial;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One replay while it works. */
final class Replay {

    /** Listed one by one; the rest is counted. */
    private static final int LISTED = 5_000;

    private final Replays replays;
    private final List<Instant> ticks;
    private final Retrial present;
    private final @Nullable Retrial before;
    private final Map<String, Tally> tallies;
    private final Map<String, Tally> talliesBefore;
    private final LiveFindings live;
    private final Set<Map.Entry<String, Instant>> unjudged = new HashSet<>();

    Replay(
            Replays replays,
            ReplayPlan plan,
            Map<String, String> texts,
            Map<String, String> textsBefore) {
        this.replays = replays;
        this.ticks = replays.ticks(plan);
        this.present = replays.judge().retrial(texts, ticks.get(0));
        this.before = textsBefore.isEmpty() ? null : present.beside(textsBefore);
        this.tallies = tallies(present);
        this.talliesBefore = before == null ? Map.of() : tallies(before);
        this.live = new LiveFindings(replays.store());
    }

    private static Map<String, Tally> tallies(Retrial retrial) {
        Map<String, Tally> tallies = new TreeMap<>();
        for (RuleInfo rule : retrial.rules()) {
            tallies.put(rule.name(), new Tally(rule));
        }
        return tallies;
    }

    Replayed work(Journal journal) throws InterruptedException {
        long start = System.nanoTime();
        int of = ticks.size() * replays.pces().size();
        int done = 0;
        for (Map.Entry<Integer, String> pce : replays.pces().entrySet()) {
            live.read(pce.getKey(), pce.getValue(), tallies.keySet(), first(), last());
            for (Instant tick : ticks) {
                judge(pce.getKey(), pce.getValue(), tick);
                if (!live.judgedAt(tick)) {
                    unjudged.add(Map.entry(pce.getValue(), tick));
                }
                journal.progress("ticks judged again", ++done, of);
            }
        }
        return report(of, Duration.ofNanos(System.nanoTime() - start));
    }

    private Instant first() {
        return ticks.get(0);
    }

    private Instant last() {
        return ticks.get(ticks.size() - 1);
    }

    private void judge(int pceId, String pce, Instant tick) throws InterruptedException {
        boolean settled = replays.settled(tick);
        take(present.judge(pceId, pce, tick, settled), tallies);
        if (before != null) {
            take(before.judge(pceId, pce, tick, settled), talliesBefore);
        }
    }

    private void take(Judgement judgement, Map<String, Tally> into) {
        for (RuleResult result : judgement.results()) {
            Tally tally = into.get(result.rule().name());
            if (tally != null) {
                tally.failed(judgement.tick(), result.error());
                for (Found found : result.findings()) {
                    tally.add(
                            Tried.of(
                                    judgement.pce(),
                                    judgement.tick(),
                                    found,
                                    held(found, judgement.tick())));
                }
            }
        }
    }

    private String held(Found found, Instant tick) {
        return found.held().isEmpty()
                ? replays.exceptions()
                        .sparing(found, tick)
                        .map(reason -> "exception: " + reason)
                        .orElse("")
                : found.held();
    }

    private Replayed report(int of, Duration took) {
        List<ReplayedFinding> findings = new ArrayList<>();
        List<ReplayedRule> rules = new ArrayList<>();
        tallies.values().forEach(tally -> rules.add(report(tally, findings)));
        findings.sort(
                Comparator.comparing(ReplayedFinding::tick)
                        .thenComparing(ReplayedFinding::rule)
                        .thenComparing(ReplayedFinding::pce)
                        .thenComparing(ReplayedFinding::subject));
        boolean cut = findings.size() > LISTED;
        return new Replayed(
                first(),
                last(),
                of,
                unjudged.size(),
                rules,
                cut ? findings.subList(0, LISTED) : findings,
                cut,
                took);
    }

    private ReplayedRule report(Tally tally, List<ReplayedFinding> into) {
        String rule = tally.rule().name();
        Tally other = talliesBefore.get(rule);
        List<ReplayedFinding> findings = new ArrayList<>();
        for (Tried one : tally.inOrder()) {
            findings.add(finding(one, mark(one.key()), other));
        }
        live.findings()
                .forEach(
                        (key, summary) -> {
                            if (key.rule().equals(rule) && !tally.found(key)) {
                                findings.add(
                                        finding(
                                                new Tried(key, summary, Measure.NONE, ""),
                                                Mark.MISSING,
                                                other));
                            }
                        });
        long gone = 0;
        for (Tried one : other == null ? List.<Tried>of() : other.inOrder()) {
            if (!tally.found(one.key())) {
                gone++;
                if (!live.findings().containsKey(one.key())) {
                    findings.add(finding(one, Mark.BEFORE, other));
                }
            }
        }
        into.addAll(findings);
        Tally.Episodes episodes = tally.episodes();
        return new ReplayedRule(
                rule,
                tally.rule().version(),
                other == null ? null : other.rule().version(),
                tally.inOrder().size(),
                tally.subjects(),
                episodes.alerts(),
                episodes.messages(),
                count(findings, Mark.SAME),
                count(findings, Mark.ADDED),
                count(findings, Mark.MISSING),
                other == null
                        ? 0
                        : tally.inOrder().stream().filter(t -> !other.found(t.key())).count(),
                gone,
                tally.cut(),
                tally.error());
    }

    private Mark mark(Key key) {
        if (live.findings().containsKey(key)) {
            return Mark.SAME;
        }
        return unjudged.contains(Map.entry(key.pce(), key.tick())) ? Mark.UNJUDGED : Mark.ADDED;
    }

    private static long count(List<ReplayedFinding> findings, Mark mark) {
        return findings.stream().filter(one -> one.mark() == mark).count();
    }

    private static ReplayedFinding finding(Tried one, Mark mark, @Nullable Tally before) {
        return new ReplayedFinding(
                one.key().pce(),
                one.key().rule(),
                one.key().tick(),
                one.key().subject(),
                one.summary(),
                one.measure().value(),
                one.held(),
                mark,
                before == null ? null : before.found(one.key()));
    }
}
