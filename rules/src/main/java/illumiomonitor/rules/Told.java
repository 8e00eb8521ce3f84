package illumiomonitor.rules;

import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Measure;
import illumiomonitor.engine.rule.RuleInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much people were told of every subject of a case before, within the rule's refractory time.
 *
 * @param value in the threshold's unit, null for a rule that compares with no threshold
 * @param z largest of the baselines, null for a rule that matches none
 */
record Told(@Nullable Double value, @Nullable Double z) {

    /**
     * Subjects of the findings that are no record, so that nobody is told again.
     *
     * @throws IllegalArgumentException if the rule tells again whatever was told
     */
    static List<String> silent(RuleInfo rule, CaseFile.Case one, List<Found> found) {
        Told told = one.told();
        if (told == null && one.silent() == null) {
            return List.of();
        }
        if (told == null) {
            throw new IllegalArgumentException("\"silent\" needs \"told\": what was told before");
        }
        if (rule.refractory().isZero()) {
            throw new IllegalArgumentException(
                    "\"told\" needs a rule with @refractory: %s tells again after each cooldown"
                            .formatted(rule.name()));
        }
        Measure before = new Measure(told.value, told.z);
        return found.stream()
                .filter(each -> !each.measure().exceeds(before))
                .map(Found::subject)
                .toList();
    }
}
