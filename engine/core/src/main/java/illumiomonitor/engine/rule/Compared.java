package illumiomonitor.engine.rule;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.core.rule.consequence.InternalMatch;

/**
 * What a rule compares with its threshold: the variable on the left of {@code $n >= $max}, in the
 * threshold's unit. A rule that compares in another way says nothing, and nothing is made up.
 */
final class Compared {

    private static final Compared NOTHING = new Compared("", 1);
    private static final Pattern LIMIT =
            Pattern.compile("\\bThreshold\\s*\\([^)]*?(\\$\\w+)\\s*:\\s*value\\b");

    private final String variable;
    private final long scale;

    private Compared(String variable, long scale) {
        this.variable = variable;
        this.scale = scale;
    }

    /** Reads the condition of a rule. */
    static Compared in(JudgedRule rule) {
        String condition = condition(rule);
        Matcher limit = LIMIT.matcher(condition);
        return limit.find() ? against(limit.group(1), condition) : NOTHING;
    }

    private static String condition(JudgedRule rule) {
        RuleText text = rule.compiled().text();
        String[] lines = text.text().split("\n", -1);
        StringBuilder condition = new StringBuilder();
        for (int line = rule.header().line() - 1; line < lines.length; line++) {
            if (lines[line].strip().equals("then")) {
                break;
            }
            condition.append(lines[line]).append('\n');
        }
        return condition.toString();
    }

    private static Compared against(String limit, String condition) {
        Matcher comparison =
                Pattern.compile(
                                "([$\\w]+)\\s*>=?\\s*"
                                        + Pattern.quote(limit)
                                        + "\\b(?:\\s*\\*\\s*([\\d_]{1,18})\\b)?")
                        .matcher(condition);
        if (!comparison.find()) {
            return NOTHING;
        }
        String scale = comparison.group(2) == null ? "1" : comparison.group(2).replace("_", "");
        return new Compared(
                bound(comparison.group(1), condition),
                scale.isEmpty() ? 1 : Math.max(1, Long.parseLong(scale)));
    }

    /** A field that is compared may have a name elsewhere: {@code $n : destinations}. */
    private static String bound(String word, String condition) {
        if (word.startsWith("$")) {
            return word;
        }
        Matcher name =
                Pattern.compile("(\\$\\w+)\\s*:\\s*" + Pattern.quote(word) + "\\b")
                        .matcher(condition);
        return name.find() ? name.group(1) : "";
    }

    /** The number of a match, in the threshold's unit. */
    Optional<Double> of(InternalMatch match) {
        if (variable.isEmpty() || !Set.copyOf(match.getDeclarationIds()).contains(variable)) {
            return Optional.empty();
        }
        return match.getDeclarationValue(variable) instanceof Number number
                ? Optional.of(number.doubleValue() / scale)
                : Optional.empty();
    }
}
