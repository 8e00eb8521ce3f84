package illumiomonitor.engine.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a replay found.
 *
 * @param from first tick judged
 * @param to last tick judged
 * @param ticks how many, over all PCEs
 * @param unjudged how many of them were never judged live, so that nothing can be compared there
 * @param exceptions how many exceptions there are now: these were applied to the whole stretch,
 *     also where they were not written yet
 * @param findings by tick: the first that differ from what was found live, and the first that do
 *     not
 * @param cut whether findings were left out of the list; everything else counts them too
 * @param all how many findings there are, listed or not
 * @param differing how many of them differ from what was found live
 */
public record Replayed(
        Instant from,
        Instant to,
        int ticks,
        int unjudged,
        int exceptions,
        List<ReplayedRule> rules,
        List<ReplayedFinding> findings,
        boolean cut,
        long all,
        long differing,
        Duration took) {

    public Replayed {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }

    /** When a part of the timelines begins, counted from 0. */
    public Instant partFrom(int part) {
        return from.plus(
                Duration.between(from, to).multipliedBy(part).dividedBy(ReplayedRule.PARTS));
    }
}
