package illumiomonitor.web.app;

import illumiomonitor.engine.alert.AlertBook;
import illumiomonitor.engine.alert.Silence;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.web.service.DryRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the findings of a dry run would have led to. Looks at the alerts and changes nothing. */
final class Rehearsal {

    private final AlertBook alerts;

    Rehearsal(AlertBook alerts) {
        this.alerts = alerts;
    }

    /** One row per finding, and one for each rule that found nothing. */
    List<DryRule> of(List<RunResult> results) {
        return results.stream()
                .flatMap(result -> result.judgements().stream())
                .flatMap(
                        judgement ->
                                judgement.results().stream()
                                        .flatMap(rule -> of(judgement, rule).stream()))
                .toList();
    }

    private List<DryRule> of(Judgement judgement, RuleResult result) {
        String error = result.error();
        if (error != null) {
            return List.of(row(judgement, result, null, new Silence(error, null)));
        }
        if (result.findings().isEmpty()) {
            return List.of(row(judgement, result, null, null));
        }
        return result.findings().stream()
                .map(
                        found ->
                                row(
                                        judgement,
                                        result,
                                        found,
                                        alerts.silence(judgement, result.rule(), found)
                                                .orElse(null)))
                .toList();
    }

    private static DryRule row(
            Judgement judgement,
            RuleResult result,
            @Nullable Found found,
            @Nullable Silence silence) {
        return new DryRule(
                judgement.pce(),
                judgement.tick(),
                result.rule().name(),
                found == null ? "" : found.subject(),
                result.rowsIn(),
                result.matched(),
                found == null ? null : found.value(),
                result.threshold(),
                result.rule().unit(),
                found != null && silence == null,
                silence == null ? "" : silence.reason(),
                silence == null ? null : silence.until(),
                found == null ? "" : found.summary());
    }
}
