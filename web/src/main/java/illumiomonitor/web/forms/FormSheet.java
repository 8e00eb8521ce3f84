package illumiomonitor.web.forms;

import illumiomonitor.engine.form.Amount;
import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.FormText;
import illumiomonitor.engine.form.FormWords;
import illumiomonitor.engine.form.Grouping;
import illumiomonitor.engine.form.Kind;
import illumiomonitor.engine.form.Mode;
import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All that the form's page shows.
 *
 * @param values what stands in the inputs, by name
 * @param rule name of the rule that is edited, empty for a new one
 * @param version of its text that the form was read from
 * @param text the rule that the form makes, empty while something is wrong
 * @param faults what is wrong
 */
public record FormSheet(
        Kind kind,
        Map<String, String> values,
        String rule,
        String version,
        String text,
        List<String> faults,
        Locale locale) {

    /** One choice of a list. */
    public record Choice(String value, String text) {}

    static FormSheet of(
            Kind kind,
            Map<String, String> values,
            String rule,
            String version,
            Optional<Form> form,
            List<String> faults,
            Locale locale) {
        String text = form.map(made -> FormText.of(made, locale)).orElse("");
        return new FormSheet(kind, values, rule, version, text, faults, locale);
    }

    public boolean isNew() {
        return rule.isEmpty();
    }

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    public String word(String key) {
        return words().get(key);
    }

    public String input(Field field, boolean excluded) {
        return Typed.input(field, excluded);
    }

    /** The lists of choices that this kind has. */
    public List<String> lists() {
        return switch (kind) {
            case VOLUME -> List.of("group", "amount", "severity", "mode");
            case SPIKE -> List.of("metric", "severity", "mode");
            case SILENCE -> List.of("severity", "mode");
            default -> List.of("group", "severity", "mode");
        };
    }

    /** Short inputs, in order. */
    public List<String> numbers() {
        return kind == Kind.SPIKE || kind == Kind.SILENCE
                ? List.of("threshold", "least", "window", "cooldown", "history")
                : List.of("threshold", "window", "cooldown", "history");
    }

    public List<Choice> choices(String list) {
        return switch (list) {
            case "group" -> named("group", kind.groupings().stream().map(Grouping::name).toList());
            case "amount" -> named("amount", names(Amount.values()));
            case "metric" -> named("metric", names(Metric.values()));
            case "mode" -> named("mode", names(Mode.values()));
            case "kind" -> named("kind", names(Kind.values()));
            default ->
                    Arrays.stream(Severity.values())
                            .map(one -> new Choice(one.name(), one.name()))
                            .toList();
        };
    }

    private List<Choice> named(String group, List<String> names) {
        return names.stream().map(name -> new Choice(name, word(group + "." + name))).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private Words words() {
        return FormWords.in(locale);
    }
}
