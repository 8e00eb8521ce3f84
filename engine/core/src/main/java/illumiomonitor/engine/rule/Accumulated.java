package illumiomonitor.engine.rule;

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
                take(right.getFactHandle().getObject(), facts);
            }
        }
    }

    /** Several patterns inside of one accumulate arrive as a tuple of their facts. */
    private static void take(Object taken, List<Object> facts) {
        if (!(taken instanceof TupleImpl several)) {
            facts.add(taken);
            return;
        }
        for (TupleImpl part = several; part != null; part = part.getParent()) {
            if (part.getFactHandle() != null) {
                facts.add(part.getFactHandle().getObject());
            }
        }
    }
}
