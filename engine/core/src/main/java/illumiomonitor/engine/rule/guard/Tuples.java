package illumiomonitor.engine.rule.guard;

import java.util.function.Consumer;
import org.drools.core.reteoo.TupleImpl;

/** What an {@code accumulate} over several patterns takes in. */
public final class Tuples {

    private Tuples() {}

    /**
     * Gives the facts of a match inside of an accumulate. The engine hands a tuple of them over
     * where a rule asks for one; which one it was is not known.
     *
     * @param taken a tuple, or the value itself where there is one pattern only
     */
    public static void each(Object taken, Consumer<Object> fact) {
        if (!(taken instanceof TupleImpl several)) {
            fact.accept(taken);
            return;
        }
        for (TupleImpl part = several; part != null; part = part.getParent()) {
            if (part.getFactHandle() != null) {
                fact.accept(part.getFactHandle().getObject());
            }
        }
    }
}
