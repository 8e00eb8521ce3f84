package illumiomonitor.engine.rule.guard;

import java.io.Serializable;
import java.lang.reflect.Field;
import org.drools.base.base.ValueResolver;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Accumulate;
import org.drools.base.rule.Declaration;
import org.drools.base.rule.accessor.Accumulator;
import org.drools.core.reteoo.SubnetworkTuple;
import org.drools.modelcompiler.constraints.LambdaAccumulator;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Gives each function of an {@code accumulate} over several patterns what it asks for. The engine
 * keeps one list of what all of them ask for and gives each the first of it, or the whole match
 * where the list is empty: a set of addresses is then one of events, and a sum fails.
 */
final class Taken implements Accumulator {

    private static final Field FUNCTION = function();

    private final Accumulator alone;
    private final Sourced function;

    private Taken(Accumulator alone, Sourced function) {
        this.alone = alone;
        this.function = function;
    }

    private static Field function() {
        try {
            Field field = LambdaAccumulator.class.getDeclaredField("accumulateFunction");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("the rule engine keeps its functions elsewhere", e);
        }
    }

    /**
     * Mends the functions of one {@code accumulate}, if there are several. Those that compute what
     * they take from several variables know them by themselves.
     */
    static void each(Accumulate accumulate) {
        Accumulator[] functions = accumulate.getAccumulators();
        if (functions.length < 2) {
            return;
        }
        for (int i = 0; i < functions.length; i++) {
            if (functions[i] instanceof LambdaAccumulator.NotBindingAcc one
                    && functionOf(one) instanceof Sourced sourced) {
                functions[i] = new Taken(one, sourced);
            }
        }
    }

    private static Object functionOf(LambdaAccumulator accumulator) {
        try {
            return FUNCTION.get(accumulator);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the rule engine hides its functions", e);
        }
    }

    @Override
    public Object accumulate(
            Object memory,
            Object context,
            BaseTuple left,
            FactHandle handle,
            Declaration[] required,
            Declaration[] inner,
            ValueResolver resolver) {
        if (handle.getObject() instanceof SubnetworkTuple match) {
            for (Declaration one : inner) {
                if (one.getIdentifier().equals(function.source())) {
                    Object value = one.getValue(resolver, match);
                    return function.accumulateValue((Serializable) context, value);
                }
            }
        }
        return alone.accumulate(memory, context, left, handle, required, inner, resolver);
    }

    @Override
    public Object createWorkingMemoryContext() {
        return alone.createWorkingMemoryContext();
    }

    @Override
    public Object createContext() {
        return alone.createContext();
    }

    @Override
    public Object init(
            Object memory,
            Object context,
            BaseTuple left,
            Declaration[] required,
            ValueResolver resolver) {
        return alone.init(memory, context, left, required, resolver);
    }

    @Override
    public boolean supportsReverse() {
        return alone.supportsReverse();
    }

    @Override
    public boolean tryReverse(
            Object memory,
            Object context,
            BaseTuple left,
            FactHandle handle,
            Object value,
            Declaration[] required,
            Declaration[] inner,
            ValueResolver resolver) {
        return alone.tryReverse(memory, context, left, handle, value, required, inner, resolver);
    }

    @Override
    public Object getResult(
            Object memory,
            Object context,
            BaseTuple left,
            Declaration[] required,
            ValueResolver resolver) {
        return alone.getResult(memory, context, left, required, resolver);
    }

    @Override
    public void replaceDeclaration(Declaration declaration, Declaration resolved) {
        alone.replaceDeclaration(declaration, resolved);
    }

    @Override
    public Declaration[] getRequiredDeclarations() {
        return alone.getRequiredDeclarations();
    }
}
