package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * What a rule cannot do without: a pattern that has to match, and that matches only where traffic
 * is blocked, where bytes are measured, or where events are. What may be there or not is no need.
 */
public final class Needs {

    /** What an estate may not have. */
    public enum Need {
        /** Traffic that some policy stops. */
        BLOCKED,
        /** Bytes, which only workloads with Enhanced Data Collection measure. */
        BYTES,
        /** Audit events, which not every key may read. */
        EVENTS
    }

    private static final Pattern IS_BLOCKED =
            Pattern.compile("\\(*\\s*decision\\s*==\\s*(Decision\\.)?BLOCKED\\s*\\)*");
    private static final String BYTE_FIELD =
            "(bytesIn|bytesOut|bytesSent|bytesReceived|bytes|mbps)(\\(\\))?";
    private static final Pattern HAS_BYTES =
            Pattern.compile(
                    "\\(*\\s*(history\\.bytes\\w*\\(.*\\)|" + BYTE_FIELD + ")\\s*>=?\\s*[^=].*",
                    Pattern.DOTALL);
    private static final Pattern METRIC_OF_BYTES =
            Pattern.compile("metric\\s*==\\s*(Metric\\.)?(UPLOADED|COLLECTED|SENT)");
    private static final Pattern METRIC_OF_BLOCKED =
            Pattern.compile("metric\\s*==\\s*(Metric\\.)?BLOCKED_\\w+");
    private static final Pattern BINDING =
            Pattern.compile("(\\$\\w+)\\s*:\\s*\\(*" + BYTE_FIELD + "\\b.*", Pattern.DOTALL);
    private static final Pattern AT_LEAST =
            Pattern.compile(".*[^=!<>]>=?\\s*[^=].*", Pattern.DOTALL);

    private Needs() {}

    /** The needs of a text's rules, by name; empty when the text cannot be parsed. */
    public static Map<String, Set<Need>> of(String text) {
        Map<String, Set<Need>> needs = new LinkedHashMap<>();
        try {
            PackageDescr tree = new DrlParser(LanguageLevelOption.DRL6).parse(false, text);
            if (tree != null) {
                for (RuleDescr rule : tree.getRules()) {
                    needs.put(rule.getName(), of(rule.getLhs()));
                }
            }
        } catch (DroolsParserException e) {
            // Its errors are told elsewhere; a text that does not judge needs nothing.
            return Map.of();
        }
        return needs;
    }

    private static Set<Need> of(@Nullable BaseDescr part) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        if (part instanceof PatternDescr pattern) {
            needs.addAll(pattern(pattern));
        } else if (part instanceof OrDescr or) {
            or.getDescrs().stream().map(Needs::of).reduce(Needs::both).ifPresent(needs::addAll);
        } else if (part instanceof ConditionalElementDescr several
                && !(part instanceof NotDescr)
                && !(part instanceof ForallDescr)) {
            several.getDescrs().forEach(each -> needs.addAll(of((BaseDescr) each)));
        }
        return needs;
    }

    private static Set<Need> both(Set<Need> one, Set<Need> other) {
        Set<Need> both = EnumSet.copyOf(one);
        both.retainAll(other);
        return both;
    }

    private static Set<Need> pattern(PatternDescr pattern) {
        List<String> conditions = conjuncts(pattern);
        if (pattern.getSource() instanceof AccumulateDescr accumulate) {
            return accumulated(accumulate, conditions);
        }
        if (pattern.getSource() instanceof CollectDescr collect) {
            return asksForMore(conditions)
                    ? of(collect.getInputPattern())
                    : EnumSet.noneOf(Need.class);
        }
        Set<Need> needs = EnumSet.noneOf(Need.class);
        if (pattern.getObjectType().equals("Event")) {
            needs.add(Need.EVENTS);
        }
        for (String condition : conditions) {
            if (condition.contains("||")) {
                continue; // of alternatives none has to hold
            }
            if (IS_BLOCKED.matcher(condition).matches()
                    || METRIC_OF_BLOCKED.matcher(condition).matches()) {
                needs.add(Need.BLOCKED);
            }
            if (HAS_BYTES.matcher(condition).matches()
                    || METRIC_OF_BYTES.matcher(condition).matches()) {
                needs.add(Need.BYTES);
            }
        }
        return needs;
    }

    /** Of nothing an accumulate makes no group, and sums that reach no threshold. */
    private static Set<Need> accumulated(AccumulateDescr accumulate, List<String> conditions) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        if (accumulate instanceof GroupByDescr || asksForMore(conditions)) {
            needs.addAll(of(accumulate.getInput()));
        }
        List<String> sums = new ArrayList<>();
        List<String> fields = bindings(accumulate.getInput());
        for (AccumulateDescr.AccumulateFunctionCallDescr function : accumulate.getFunctions()) {
            boolean ofBytes =
                    function.getFunction().equals("sum")
                            && function.getParams().length == 1
                            && fields.contains(function.getParams()[0].strip());
            if (ofBytes && function.getBind() != null) {
                sums.add(function.getBind());
            }
        }
        for (String condition : conditions) {
            boolean one = !condition.contains("||") && AT_LEAST.matcher(condition).matches();
            if (one && sums.stream().anyMatch(sum -> condition.strip().startsWith(sum))) {
                needs.add(Need.BYTES);
            }
        }
        return needs;
    }

    private static boolean asksForMore(List<String> conditions) {
        return conditions.stream()
                .anyMatch(
                        condition ->
                                !condition.contains("||") && AT_LEAST.matcher(condition).matches());
    }

    /** Names under which an input gives fields of bytes. */
    private static List<String> bindings(@Nullable BaseDescr input) {
        List<String> names = new ArrayList<>();
        for (Patterns.Seen seen : new Patterns(input).seen()) {
            for (ExprConstraintDescr condition : seen.conditions()) {
                Matcher binding = BINDING.matcher(condition.getExpression().strip());
                if (binding.matches()) {
                    names.add(binding.group(1));
                }
            }
        }
        return names;
    }

    /** Conditions that all have to hold, whether a comma or {@code &&} stands between them. */
    private static List<String> conjuncts(PatternDescr pattern) {
        List<String> conjuncts = new ArrayList<>();
        for (BaseDescr each : pattern.getDescrs()) {
            if (each instanceof ExprConstraintDescr condition) {
                split(condition.getExpression(), conjuncts);
            }
        }
        return conjuncts;
    }

    private static void split(String expression, List<String> into) {
        int depth = 0;
        int from = 0;
        boolean either = false;
        boolean quoted = false;
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < expression.length(); i++) {
            char letter = expression.charAt(i);
            if (letter == '"' && (i == 0 || expression.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            } else if (!quoted) {
                depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
                either |= depth == 0 && expression.startsWith("||", i);
                if (depth == 0 && expression.startsWith("&&", i)) {
                    parts.add(expression.substring(from, i).strip());
                    from = i + 2;
                }
            }
        }
        parts.add(expression.substring(from).strip());
        // && binds closer than ||: of alternatives none has to hold.
        into.addAll(either ? List.of(expression.strip()) : parts);
    }
}
