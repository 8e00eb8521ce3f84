package illumiomonitor.engine.rule.guard;

import java.util.Collections;
import java.util.List;
import org.drools.core.base.accumulators.CollectListAccumulateFunction;

/**
 * Stands in for {@code collectList}: ends where a rule has collected too much, and cannot be
 * changed.
 */
public final class CappedList extends CollectListAccumulateFunction {

    @Override
    public void accumulate(CollectListData list, Object value) {
        Tuples.each(
                value,
                one -> {
                    Meter.collected(this);
                    Leash.check();
                    super.accumulate(list, Leaves.collected(one));
                });
    }

    @Override
    public Object getResult(CollectListData list) {
        return Collections.unmodifiableList((List<?>) super.getResult(list));
    }
}
