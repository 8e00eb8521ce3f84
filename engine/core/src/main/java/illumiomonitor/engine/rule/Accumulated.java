package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Tuples;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.drools.core.reteoo.AccumulateNode;
import org.drools.core.reteoo.TupleImpl;
import org.drools.core.rule.consequence.InternalMatch;

/**
 * The facts that an {@code accumulate} of a match took in. Drools itself answers with the values
 * that were summed, which say nothing of where they came from.
 */
final class Accumulated {

    private Accumulated() {}

    static Collection<Object> in(InternalMatch match) {
        List<Object> facts = new ArrayList<>();
        for (TupleImpl part = match.getTuple(); part != null; part = part.getParent()) {
            if (part.getContextObject() instanceof AccumulateNode.AccumulateContext) {
                take(part, facts);
            }
        }
        return facts;
    }

    private static void take(TupleImpl part, List<Object> facts) {
        for (TupleImpl child = part.getFirstChild(); child != null; child = child.getHandleNext()) {
            TupleImpl right = child.getRightParent();
            if (right != null && right.getFactHandle() != null) {
                Tuples.each(right.getFactHandle().getObject(), facts::add);
            }
        }
    }
}
