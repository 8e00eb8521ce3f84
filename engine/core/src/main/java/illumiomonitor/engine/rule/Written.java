package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;

/** Writes parts of a rule's tree as text again, whole or without some of their conditions. */
final class Written {

    private static final Pattern BINDING = Pattern.compile("\\s*\\$?\\w+\\s*:\\s*[\\w.()\"]+\\s*");

    private final String text;

    /**
     * @param text that the tree was made of
     */
    Written(String text) {
        this.text = text;
    }

    String of(BaseDescr part) {
        if (part instanceof PatternDescr pattern) {
            return pattern.getSource() instanceof AccumulateDescr accumulate && standsAlone(pattern)
                    ? accumulated(accumulate, conditions(pattern))
                    : pattern(pattern, conditions(pattern).size());
        }
        if (part instanceof AndDescr and) {
            return and.getDescrs().stream().map(this::of).collect(Collectors.joining(" and "));
        }
        return asItStands(part);
    }

    /**
     * Of the last part before a key or a function the tree may count the mark behind it as well.
     */
    private String asItStands(BaseDescr part) {
        int start = Math.max(0, part.getStartCharacter());
        int end = Math.min(text.length(), part.getEndCharacter() + 1);
        int open = 0;
        for (int at = start; at < end; at++) {
            char sign = text.charAt(at);
            open += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            if (sign == ';' && open == 0) {
                return text.substring(start, at);
            }
        }
        return text.substring(start, end);
    }

    /** A pattern with the first of its conditions; what it binds stays. */
    String pattern(PatternDescr pattern, int conditions) {
        List<String> kept = new ArrayList<>();
        int met = 0;
        for (String one : expressions(pattern)) {
            if (BINDING.matcher(one).matches()) {
                kept.add(one);
            } else if (met < conditions) {
                kept.add(one);
                met++;
            }
        }
        String name = pattern.getIdentifier();
        String source = pattern.getSource() == null ? "" : " from " + source(pattern.getSource());
        return (name == null || name.isEmpty() ? "" : name + " : ")
                + pattern.getObjectType()
                + "( "
                + String.join(", ", kept)
                + " )"
                + source;
    }

    /** Whether it is no pattern on what is reckoned, but the reckoning itself. */
    static boolean standsAlone(PatternDescr pattern) {
        return pattern.getSource() instanceof AccumulateDescr accumulate
                && accumulate.getStartCharacter() == pattern.getStartCharacter();
    }

    /** Where a pattern's facts come from, as the text has it. */
    private String source(PatternSourceDescr source) {
        return source instanceof FromDescr from
                ? String.valueOf(from.getDataSource())
                : whole(source);
    }

    /** A part up to the bracket that closes it; where the tree says it ends more may stand. */
    private String whole(BaseDescr part) {
        int start = Math.max(0, part.getStartCharacter());
        int end = Math.min(text.length(), part.getEndCharacter() + 1);
        int last = text.lastIndexOf(')', end - 1);
        return text.substring(start, last > start ? last + 1 : end);
    }

    /** What a pattern demands, without what it only binds. */
    static List<String> conditions(PatternDescr pattern) {
        return expressions(pattern).stream()
                .filter(one -> !BINDING.matcher(one).matches())
                .toList();
    }

    private static List<String> expressions(PatternDescr pattern) {
        List<String> all = new ArrayList<>();
        for (BaseDescr one : pattern.getDescrs()) {
            if (one instanceof ExprConstraintDescr expression) {
                all.add(expression.getExpression().strip());
            }
        }
        return all;
    }

    /** An accumulation with some of the conditions on what it reckons. */
    String accumulated(AccumulateDescr accumulate, List<String> conditions) {
        if (accumulate.getFunctions().isEmpty()) {
            return whole(accumulate);
        }
        StringBuilder all = new StringBuilder();
        boolean groups = accumulate instanceof GroupByDescr;
        all.append(groups ? "groupby( " : "accumulate( ").append(of(accumulate.getInput()));
        if (accumulate instanceof GroupByDescr group) {
            String key = group.getGroupingKey();
            all.append("; ")
                    .append(key == null ? "" : key + " : ")
                    .append(group.getGroupingFunction());
        }
        all.append("; ").append(functions(accumulate));
        if (!conditions.isEmpty()) {
            all.append("; ").append(String.join(", ", conditions));
        }
        return all.append(" )").toString();
    }

    private static String functions(AccumulateDescr accumulate) {
        return accumulate.getFunctions().stream()
                .map(one -> (one.getBind() == null ? "" : one.getBind() + " : ") + reckoned(one))
                .collect(Collectors.joining(", "));
    }

    /** A function as people read it. */
    static String reckoned(AccumulateDescr.AccumulateFunctionCallDescr one) {
        return one.getFunction() + "(" + String.join(", ", one.getParams()) + ")";
    }
}
