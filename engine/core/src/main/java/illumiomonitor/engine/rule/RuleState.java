package illumiomonitor.engine.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a rule.
 *
 * @param rule its name; the file's name without its ending where nothing of it was ever good
 * @param file relative to the rules folder
 * @param info the rule that judges, null when none does
 * @param state {@code OK}, {@code LEARNING}, {@code BROKEN}, {@code FAILING}, {@code THROWING} or
 *     {@code SLOW}; a rule is failing whose newest text is kept from judging live by a case
 * @param errors of the file's newest text, or what the rule threw
 */
public record RuleState(
        String rule, String file, @Nullable RuleInfo info, String state, List<RuleError> errors) {

    public RuleState {
        errors = List.copyOf(errors);
    }
}
