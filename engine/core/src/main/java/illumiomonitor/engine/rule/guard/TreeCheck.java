package illumiomonitor.engine.rule.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * The second wall: takes only known shapes of a parsed rule file, so that a shape nobody thought of
 * is refused; and refuses patterns that nothing joins, whose matches multiply.
 */
public final class TreeCheck {

    /** The engine makes a rule of its own of each combination of alternatives. */
    private static final int MOST_ALTERNATIVES = 32;

    private static final Set<String> ATTRIBUTES =
            Set.of("salience", "no-loop", "enabled", "dialect");

    private static final Set<String> COLLECTED =
            Set.of(
                    "List",
                    "Set",
                    "Collection",
                    "java.util.List",
                    "java.util.Set",
                    "java.util.Collection");

    private final List<Integer> lines = new ArrayList<>();
    private final List<Objection> objections = new ArrayList<>();
    private final Map<String, Joins> scopes = new HashMap<>();
    private final Map<String, Integer> combinations = new HashMap<>();
    private String rule = "";
    private int alternatives;

    private TreeCheck(String text) {
        lines.add(0);
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            lines.add(i + 1);
        }
    }

    /**
     * What is wrong with a parsed file.
     *
     * @param packageName what the text seems to call its package
     */
    public static List<Objection> of(PackageDescr tree, String text, String packageName) {
        TreeCheck check = new TreeCheck(text);
        check.file(tree, packageName);
        tree.getRules().forEach(check::rule);
        return check.objections;
    }

    private void file(PackageDescr tree, String packageName) {
        boolean declares =
                !tree.getTypeDeclarations().isEmpty()
                        || !tree.getEnumDeclarations().isEmpty()
                        || !tree.getFunctions().isEmpty()
                        || !tree.getEntryPointDeclarations().isEmpty()
                        || !tree.getWindowDeclarations().isEmpty()
                        || !tree.getAccumulateImports().isEmpty()
                        || !tree.getAttributes().isEmpty()
                        || tree.getUnit() != null;
        String named = tree.getName() == null ? "" : tree.getName();
        if (declares || !named.equals(packageName)) {
            object(
                    tree,
                    named,
                    "only package, import, global and rule may stand in a rule file; the package"
                            + " stands in its first line");
        }
    }

    private void rule(RuleDescr descr) {
        rule = descr.getName();
        alternatives = combinations.getOrDefault(descr.getParentName(), 1);
        if (descr instanceof QueryDescr) {
            object(descr, rule, "queries are not taken: write the pattern into the rule");
            return;
        }
        for (String attribute : descr.getAttributes().keySet()) {
            if (!ATTRIBUTES.contains(attribute)) {
                object(descr, attribute, "attribute " + attribute + " is not taken");
            }
        }
        if (!descr.getNamedConsequences().isEmpty()) {
            object(descr, "then", "named consequences are not taken: write two rules");
        }
        String above = descr.getParentName();
        if (above != null && !above.equals(rule) && !combinations.containsKey(above)) {
            object(
                    descr,
                    above,
                    "a rule that extends another stands below it: move it down, or take extends out");
        }
        Joins parent = descr.getParentName() == null ? null : scopes.get(descr.getParentName());
        Joins joins = parent == null ? new Joins() : parent.copy();
        walk(descr.getLhs(), joins);
        scopes.put(rule, joins);
        combinations.put(rule, alternatives);
    }

    private void walk(@Nullable BaseDescr part, Joins joins) {
        if (part == null || part instanceof EvalDescr) {
            return;
        }
        if (part instanceof PatternDescr pattern) {
            pattern(pattern, joins, true);
        } else if (part instanceof AccumulateDescr accumulate) {
            accumulate(accumulate, joins);
        } else if (part instanceof NotDescr || part instanceof ExistsDescr) {
            absence((ConditionalElementDescr) part, joins.copy());
        } else if (part instanceof ForallDescr forall) {
            absence(forall, joins.copy());
        } else if (part instanceof OrDescr or) {
            alternatives(or);
            or.getDescrs().forEach(branch -> walk((BaseDescr) branch, joins.branch()));
            joins.merge();
        } else if (part instanceof AndDescr and) {
            and.getDescrs().forEach(one -> walk(one, joins));
        } else {
            object(
                    part,
                    "",
                    "this kind of condition is not taken: " + part.getClass().getSimpleName());
        }
    }

    private void alternatives(OrDescr or) {
        boolean few = alternatives <= MOST_ALTERNATIVES;
        alternatives *= Math.max(1, Math.min(or.getDescrs().size(), 1000));
        if (few && alternatives > MOST_ALTERNATIVES) {
            alternatives = MOST_ALTERNATIVES + 1;
            object(
                    or,
                    "or",
                    "its alternatives multiply to more than "
                            + MOST_ALTERNATIVES
                            + ": write several rules, or use || inside of a pattern");
        }
    }

    /** The first pattern of an absence is looked up, not multiplied. */
    private void absence(ConditionalElementDescr element, Joins joins) {
        boolean first = true;
        for (Object part : element.getDescrs()) {
            if (first && part instanceof PatternDescr pattern) {
                pattern(pattern, joins, false);
            } else {
                walk((BaseDescr) part, joins);
            }
            first = false;
        }
    }

    private void accumulate(AccumulateDescr accumulate, Joins joins) {
        walk(accumulate.getInput(), joins.copy());
        takings(accumulate);
        if (accumulate instanceof org.drools.drl.ast.descr.GroupByDescr group) {
            joins.many();
            joins.bind(group.getGroupingKey());
            accumulate.getFunctions().forEach(function -> joins.bind(function.getBind()));
        }
    }

    private void takings(AccumulateDescr accumulate) {
        String taken = Takings.misplaced(accumulate);
        if (taken != null) {
            object(
                    accumulate,
                    taken,
                    "what takes from several of the patterns that are joined, "
                            + taken
                            + ", stands before the other functions, or in an accumulate of its own");
        }
    }

    private void pattern(PatternDescr pattern, Joins joins, boolean multiplies) {
        shape(pattern);
        BaseDescr source = pattern.getSource();
        if (source instanceof AccumulateDescr accumulate) {
            walk(accumulate.getInput(), joins.copy());
            takings(accumulate);
            return;
        }
        if (source instanceof CollectDescr collect) {
            collected(pattern);
            walk(collect.getInputPattern(), joins.copy());
            return;
        }
        boolean elsewhere = source instanceof FromDescr from && isEntryPoint(from, joins);
        if (elsewhere || source != null && !(source instanceof FromDescr)) {
            object(
                    pattern,
                    elsewhere ? "from" : "",
                    "facts come from the window only: take out what follows the pattern");
            return;
        }
        List<String> conditions = new ArrayList<>();
        pattern.getDescrs().forEach(one -> conditions.add(one.getText()));
        if (source instanceof FromDescr from) {
            conditions.add(from.getExpression());
        }
        String type = pattern.getObjectType() == null ? "" : pattern.getObjectType();
        if (multiplies && !joins.take(type, pattern.getAllBoundIdentifiers(), conditions)) {
            object(
                    pattern,
                    type,
                    "nothing joins this "
                            + type
                            + " with the patterns before it, so that matches would multiply: name a"
                            + " variable of theirs in it, such as srcIp == $src; a sum over all"
                            + " may stand first instead");
        }
    }

    /** A name that nothing has bound is taken for a door that facts come in by. */
    private static boolean isEntryPoint(FromDescr from, Joins joins) {
        String name = from.getExpression() == null ? "" : from.getExpression().strip();
        return name.matches("[A-Za-z_]\\w*") && !joins.binds(name);
    }

    /** Only these are counted while they grow. */
    private void collected(PatternDescr pattern) {
        if (!COLLECTED.contains(pattern.getObjectType())) {
            object(
                    pattern,
                    "" + pattern.getObjectType(),
                    "what is collected is a List, Set or Collection, not a "
                            + pattern.getObjectType());
        }
    }

    private void shape(PatternDescr pattern) {
        if (pattern.isQuery() || !pattern.getBehaviors().isEmpty()) {
            object(pattern, "", "queries and windows inside the window are not taken");
        }
        if (!pattern.getAnnotations().isEmpty()) {
            object(pattern, "@", "annotations stand before \"when\"");
        }
        for (BaseDescr condition : pattern.getDescrs()) {
            if (condition instanceof ExprConstraintDescr one
                    && one.getType() == ExprConstraintDescr.Type.POSITIONAL) {
                object(
                        pattern,
                        one.getExpression(),
                        "values by their place are not taken: say which field, port == 22");
            }
            String text = condition.getText() == null ? "" : condition.getText().strip();
            String path = text.replaceFirst("^[$\\w]+\\s*:=?\\s*", "");
            if (!(condition instanceof ExprConstraintDescr)
                    || path.startsWith("/")
                    || path.startsWith("?")) {
                object(
                        pattern,
                        text,
                        "this kind of condition is not taken: write a field and a value");
            }
        }
    }

    private void object(BaseDescr part, String word, String sentence) {
        int line = Math.min(Math.max(part.getLine(), 1), lines.size());
        String whose = rule.isEmpty() ? "" : "rule \"" + rule + "\": ";
        objections.add(new Objection(lines.get(line - 1), word, whose + sentence));
    }
}
