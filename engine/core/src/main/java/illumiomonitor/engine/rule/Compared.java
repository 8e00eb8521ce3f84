package illumiomonitor.engine.rule;

import illumiomonitor.spi.Baseline;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.core.rule.consequence.InternalMatch;
import org.jspecify.annotations.Nullable;

/**
 * What a rule compares with its threshold: the variable on the left of {@code $n >= $max}, in the
 * threshold's unit. A rule that compares in another way says nothing, and nothing is made up.
 */
final class Compared {

    private static final Compared NOTHING = new Compared("", 1);
    private static final Pattern LIMIT =
            Pattern.compile("\\bThreshold\\s*\\([^)]*?(\\$\\w+)\\s*:\\s*value\\b");

    private static final String SCALE = "\\b(?:\\s*\\*\\s*([\\d_]{1,18})\\b)?";

    /** {@code ((Set) $targets).size()}: of what {@code groupby} collected. */
    private static final String SIZE_OF_CAST =
            "\\(\\s*\\(\\s*\\w+\\s*\\)\\s*(\\$\\w+)\\s*\\)\\.size\\(\\)";

    /** {@code $targets : Set( size }. */
    private static final String SIZE_OF_SET = "(\\$\\w+)\\s*:\\s*\\w+\\s*\\(\\s*size\\b";

    private static final String SIZE = "(\\$\\w+)\\.size\\(\\)";

    /** Not the last of several that are added up: then no variable is what was compared. */
    private static final String WORD = "(?<![$\\w])(?<![-+*/]\\s{0,3})([$\\w]+)";

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
        String reached = "\\s*>=?\\s*" + Pattern.quote(limit) + SCALE;
        for (String side : List.of(SIZE_OF_CAST, SIZE_OF_SET, SIZE, WORD)) {
            Matcher comparison = Pattern.compile(side + reached).matcher(condition);
            if (comparison.find()) {
                return compared(comparison, condition);
            }
        }
        return NOTHING;
    }

    private static Compared compared(Matcher comparison, String condition) {
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

    /** How much a match found: the number in the threshold's unit, and the largest z. */
    Measure of(InternalMatch match) {
        return new Measure(number(match), z(match));
    }

    private @Nullable Double number(InternalMatch match) {
        if (variable.isEmpty() || !Set.copyOf(match.getDeclarationIds()).contains(variable)) {
            return null;
        }
        Object value = match.getDeclarationValue(variable);
        if (value instanceof Collection<?> several) {
            return Double.valueOf((double) several.size() / scale);
        }
        return value instanceof Number number ? Double.valueOf(number.doubleValue() / scale) : null;
    }

    /** Also of baselines that the match collected: a rule may hold for entities without a past. */
    private static @Nullable Double z(InternalMatch match) {
        OptionalDouble largest =
                match.getObjects().stream()
                        .flatMap(Compared::parts)
                        .filter(Baseline.class::isInstance)
                        .mapToDouble(fact -> ((Baseline) fact).z())
                        .max();
        return largest.isPresent() ? largest.getAsDouble() : null;
    }

    private static Stream<?> parts(@Nullable Object fact) {
        if (fact instanceof Object[] several) {
            return Arrays.stream(several).flatMap(Compared::parts);
        }
        if (fact instanceof Collection<?> several) {
            // What a rule collects is of one kind: a day's flows are not walked to find no
            // baseline.
            return several.stream().limit(1).anyMatch(Baseline.class::isInstance)
                    ? several.stream()
                    : Stream.empty();
        }
        return Stream.ofNullable(fact);
    }
}
