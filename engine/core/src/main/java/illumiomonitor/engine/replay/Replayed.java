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
 * @param findings by tick
 * @param cut whether findings were left out of the list, though they are counted
 */
public record Replayed(
        Instant from,
        Instant to,
        int ticks,
        int unjudged,
        List<ReplayedRule> rules,
        List<ReplayedFinding> findings,
        boolean cut,
        Duration took) {

    public Replayed {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }
}
