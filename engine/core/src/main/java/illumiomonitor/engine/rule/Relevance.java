package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.base.base.ValueResolver;
import org.drools.base.common.NetworkNode;
import org.drools.core.common.DefaultFactHandle;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.AlphaNode;
import org.drools.core.reteoo.EntryPointNode;
import org.drools.core.reteoo.ObjectTypeNode;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * Tells the facts that can matter to a set of rules from those that no pattern lets in. A session
 * keeps some hundred bytes for each fact that it is given, also for one that fails the very first
 * condition of every pattern; whoever does not meet it costs nothing. What is said here changes
 * what judging costs, never what it finds. One thread, one session.
 */
final class Relevance {

    /** Fewer are not worth a look. */
    private static final int MANY = 2_000;

    private static final int SAMPLE = 500;

    /** With more conditions than these a network, which hashes them, is faster than a list. */
    private static final int CONDITIONS = 100;

    private final Collection<EntryPointNode> entries;
    private final ValueResolver session;
    private final DefaultFactHandle handle = new DefaultFactHandle();
    private final Map<Class<?>, Doors> doors = new HashMap<>();

    Relevance(KieBase base, KieSession session) {
        this.entries = ((InternalRuleBase) base).getRete().getEntryPointNodes().values();
        this.session = (ValueResolver) session;
    }

    /** The first conditions of all patterns that match a class; open when one has none. */
    private record Doors(boolean open, List<AlphaNode> guarded) {}

    /**
     * Those of the facts that some pattern may match: all of them where telling would spare little.
     *
     * @throws RuntimeException whatever a condition of a rule throws
     */
    Collection<?> of(Collection<?> facts) {
        if (facts.size() < MANY || !isWorthIt(facts)) {
            return facts;
        }
        List<Object> relevant = new ArrayList<>();
        for (Object fact : facts) {
            if (isRelevant(fact)) {
                relevant.add(fact);
            }
        }
        return relevant;
    }

    private boolean isWorthIt(Collection<?> facts) {
        int every = facts.size() / SAMPLE;
        int at = 0;
        int looked = 0;
        int relevant = 0;
        for (Object fact : facts) {
            if (at++ % every == 0) {
                Doors doors = doors(fact.getClass());
                if (doors.open() || doors.guarded().size() > CONDITIONS) {
                    return false;
                }
                looked++;
                relevant += isRelevant(fact) ? 1 : 0;
            }
        }
        return relevant * 2 < looked;
    }

    private boolean isRelevant(Object fact) {
        Doors doors = doors(fact.getClass());
        if (doors.open()) {
            return true;
        }
        handle.setObject(fact);
        for (AlphaNode guarded : doors.guarded()) {
            if (letsIn(guarded)) {
                return true;
            }
        }
        return false;
    }

    private boolean letsIn(AlphaNode node) {
        if (!node.getConstraint().isAllowed(handle, session)) {
            return false;
        }
        for (NetworkNode sink : node.getSinks()) {
            if (!(sink instanceof AlphaNode next) || letsIn(next)) {
                return true;
            }
        }
        return false;
    }

    private Doors doors(Class<?> type) {
        return doors.computeIfAbsent(type, this::find);
    }

    private Doors find(Class<?> type) {
        boolean open = false;
        List<AlphaNode> guarded = new ArrayList<>();
        for (EntryPointNode entry : entries) {
            for (ObjectTypeNode node : entry.getObjectTypeNodes().values()) {
                if (node.getObjectType().isAssignableFrom(type)) {
                    for (NetworkNode sink : node.getSinks()) {
                        if (sink instanceof AlphaNode alpha) {
                            guarded.add(alpha);
                        } else {
                            open = true;
                        }
                    }
                }
            }
        }
        return new Doors(open, guarded);
    }
}
