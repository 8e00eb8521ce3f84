package illumiomonitor.engine.rule.guard;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import org.drools.base.common.NetworkNode;
import org.drools.core.common.BaseNode;
import org.drools.core.common.BetaConstraints;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.AccumulateNode;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.FromNode;
import org.kie.api.KieBase;

/**
 * Puts every join of a rule network on the leash. The engine multiplies patterns in loops of its
 * own, which run no code of the rule when the join is indexed, and which its halt() does not end.
 */
public final class Joints {

    private static final Field JOIN = field(BetaNode.class, "constraints");
    private static final Field FROM = field(FromNode.class, "betaConstraints");

    private Joints() {}

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("the rule engine keeps its joins elsewhere", e);
        }
    }

    /** Makes the joins of a network stoppable. It must not be changed afterwards. */
    public static void leash(KieBase base) {
        Set<NetworkNode> seen = new HashSet<>();
        ((InternalRuleBase) base)
                .getRete()
                .getEntryPointNodes()
                .values()
                .forEach(
                        entry ->
                                entry.getObjectTypeNodes()
                                        .values()
                                        .forEach(node -> walk(node, seen)));
    }

    private static void walk(NetworkNode node, Set<NetworkNode> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof BetaNode) {
            leash(JOIN, (BaseNode) node);
            if (node instanceof AccumulateNode sum) {
                Taken.each(sum.getAccumulate());
            }
        } else if (node instanceof FromNode) {
            leash(FROM, (BaseNode) node);
        }
        // A rule's end has none.
        NetworkNode[] sinks = node.getSinks();
        if (sinks != null) {
            for (NetworkNode sink : sinks) {
                walk(sink, seen);
            }
        }
    }

    private static void leash(Field field, BaseNode node) {
        try {
            BetaConstraints<?> free = (BetaConstraints<?>) field.get(node);
            if (!(free instanceof LeashedJoin)) {
                field.set(
                        node,
                        new LeashedJoin<>(
                                free, node.getAssociatedRules(), node instanceof AccumulateNode));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the rule engine hides its joins", e);
        }
    }
}
