package illumiomonitor.engine.run;

import illumiomonitor.engine.rule.Judgement;
import java.time.Instant;
import java.util.List;

/**
 * How a run ended.
 *
 * @param run its number
 * @param pce name of the PCE
 * @param tick the instant it worked on
 * @param result {@code OK}, {@code PARTIAL} or {@code FAILED}
 * @param reason in words, empty when all is well
 * @param judgements what was judged, the run's own tick last
 */
public record RunResult(
        long run,
        String pce,
        Instant tick,
        String result,
        String reason,
        List<Judgement> judgements) {

    public RunResult {
        judgements = List.copyOf(judgements);
    }
}
