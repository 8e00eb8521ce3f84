package illumiomonitor.engine.rule.guard;

import java.util.Collections;
import java.util.Set;
import org.drools.core.base.accumulators.CollectSetAccumulateFunction;

/**
 * Stands in for {@code collectSet}: ends where a rule has collected too much, and cannot be
 * changed.
 */
public final class CappedSet extends CollectSetAccumulateFunction {

    @Override
    public void accumulate(CollectListData set, Object value) {
        Tuples.each(
                value,
                one -> {
                    Meter.collected(this);
                    Leash.check();
                    super.accumulate(set, Leaves.collectedOnce(one));
                });
    }

    @Override
    public Object getResult(CollectListData set) {
        return Collections.unmodifiableSet((Set<?>) super.getResult(set));
    }
}
