package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.jspecify.annotations.Nullable;

/** What the condition of a rule looks at. */
final class Patterns {

    /** A pattern on a fact: its type and its conditions. */
    record Seen(String type, PatternDescr pattern, List<ExprConstraintDescr> conditions) {}

    private final List<Seen> seen = new ArrayList<>();
    private boolean absence;
    private boolean groups;

    Patterns(@Nullable BaseDescr condition) {
        walk(condition);
    }

    List<Seen> seen() {
        return seen;
    }

    /** Names of the matched types, without their package. */
    Set<String> types() {
        Set<String> types = new HashSet<>();
        for (Seen pattern : seen) {
            types.add(pattern.type());
        }
        return types;
    }

    /** Whether it says that something is not there, which only a settled tick can know. */
    boolean absence() {
        return absence;
    }

    boolean groups() {
        return groups;
    }

    private void walk(@Nullable BaseDescr part) {
        absence |= part instanceof NotDescr || part instanceof ForallDescr;
        if (part instanceof PatternDescr pattern) {
            pattern(pattern);
        } else if (part instanceof AccumulateDescr accumulate) {
            groups |= part instanceof GroupByDescr;
            walk(accumulate.getInput());
        } else if (part instanceof CollectDescr collect) {
            walk(collect.getInputPattern());
        } else if (part instanceof ConditionalElementDescr several) {
            several.getDescrs().forEach(this::walk);
        }
    }

    private void pattern(PatternDescr pattern) {
        String written = pattern.getObjectType();
        String type = written == null ? "" : written.substring(written.lastIndexOf('.') + 1);
        if (!(pattern.getSource() instanceof FromDescr)) {
            List<ExprConstraintDescr> conditions = new ArrayList<>();
            for (BaseDescr condition : pattern.getDescrs()) {
                if (condition instanceof ExprConstraintDescr expression) {
                    conditions.add(expression);
                }
            }
            seen.add(new Seen(type, pattern, conditions));
        }
        walk(pattern.getSource());
    }
}
