package illumiomonitor.engine.rule.guard;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.drools.base.base.ObjectType;
import org.drools.base.base.ValueResolver;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.constraint.BetaConstraint;
import org.drools.core.RuleBaseConfiguration;
import org.drools.core.common.BetaConstraints;
import org.drools.core.reteoo.BetaMemory;
import org.drools.core.reteoo.Tuple;
import org.drools.core.reteoo.builder.BuildContext;
import org.drools.util.bitmask.BitMask;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.rule.FactHandle;

/** Asks the leash at every candidate of a join and counts what matched. */
final class LeashedJoin<C> implements BetaConstraints<C> {

    private static final long serialVersionUID = 1L;

    private final BetaConstraints<C> join;
    private final String rules;
    private final boolean sums;

    /**
     * @param rules that it serves
     * @param sums whether what matches is summed up
     */
    LeashedJoin(BetaConstraints<C> join, Rule[] rules, boolean sums) {
        this.join = join;
        this.sums = sums;
        this.rules =
                Arrays.stream(rules)
                        .map(rule -> '"' + rule.getName() + '"')
                        .collect(Collectors.joining(", "));
    }

    private boolean counted(boolean matched) {
        Leash.check(rules);
        if (matched) {
            Meter.joined(this, rules, sums);
        }
        return matched;
    }

    @Override
    public boolean isAllowedCachedLeft(C context, FactHandle handle) {
        return counted(join.isAllowedCachedLeft(context, handle));
    }

    @Override
    public boolean isAllowedCachedRight(BaseTuple tuple, C context) {
        return counted(join.isAllowedCachedRight(tuple, context));
    }

    @Override
    public C createContext() {
        return join.createContext();
    }

    @Override
    public void updateFromTuple(C context, ValueResolver resolver, Tuple tuple) {
        join.updateFromTuple(context, resolver, tuple);
    }

    @Override
    public void updateFromFactHandle(C context, ValueResolver resolver, FactHandle handle) {
        join.updateFromFactHandle(context, resolver, handle);
    }

    @Override
    public BetaConstraint[] getConstraints() {
        return join.getConstraints();
    }

    @Override
    public BetaConstraints<?> getOriginalConstraint() {
        return join.getOriginalConstraint();
    }

    @Override
    public boolean isIndexed() {
        return join.isIndexed();
    }

    @Override
    public int getIndexCount() {
        return join.getIndexCount();
    }

    @Override
    public boolean isEmpty() {
        return join.isEmpty();
    }

    @Override
    public BetaMemory createBetaMemory(RuleBaseConfiguration configuration, int nodeType) {
        return join.createBetaMemory(configuration, nodeType);
    }

    @Override
    public void resetTuple(C context) {
        join.resetTuple(context);
    }

    @Override
    public void resetFactHandle(C context) {
        join.resetFactHandle(context);
    }

    @Override
    public BitMask getListenedPropertyMask(
            Pattern pattern, ObjectType type, List<String> settable) {
        return join.getListenedPropertyMask(pattern, type, settable);
    }

    @Override
    public void init(BuildContext context, int nodeType) {
        join.init(context, nodeType);
    }

    @Override
    public void initIndexes(int depth, int nodeType, RuleBaseConfiguration configuration) {
        join.initIndexes(depth, nodeType, configuration);
    }

    @Override
    public <T> T cloneIfInUse() {
        return join.cloneIfInUse();
    }

    @Override
    public boolean isLeftUpdateOptimizationAllowed() {
        return join.isLeftUpdateOptimizationAllowed();
    }

    @Override
    public void registerEvaluationContext(BuildContext context) {
        join.registerEvaluationContext(context);
    }

    @Override
    public void writeExternal(ObjectOutput out) {
        throw new UnsupportedOperationException("rule networks are not written to files");
    }

    @Override
    public void readExternal(ObjectInput in) {
        throw new UnsupportedOperationException("rule networks are not read from files");
    }
}
