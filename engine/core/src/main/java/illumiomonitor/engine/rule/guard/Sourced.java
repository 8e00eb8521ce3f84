package illumiomonitor.engine.rule.guard;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.Objects;
import java.util.function.Supplier;
import org.drools.model.Argument;
import org.drools.model.DSL;
import org.drools.model.Variable;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * A function of an {@code accumulate} that knows what it takes. The engine forgets it where several
 * functions stand over several patterns, see {@link Taken}. One is shared by all sessions of a rule
 * base and holds nothing.
 */
public final class Sourced implements AccumulateFunction<Serializable> {

    private final AccumulateFunction<Serializable> function;
    private final String source;

    private Sourced(AccumulateFunction<Serializable> function, String source) {
        this.function = function;
        this.source = source;
    }

    /** Stands in for {@link DSL#accFunction(Supplier, Argument)} in compiled rules. */
    public static org.drools.model.functions.accumulate.AccumulateFunction accFunction(
            Supplier<?> made, Argument source) {
        return source instanceof Variable<?> variable
                ? DSL.accFunction(() -> of(made.get(), variable.getName()), source)
                : DSL.accFunction(made, source);
    }

    @SuppressWarnings("unchecked")
    private static Object of(Object made, String source) {
        return made instanceof AccumulateFunction<?> function
                ? new Sourced((AccumulateFunction<Serializable>) function, source)
                : made;
    }

    /** Name of the variable that it takes. */
    String source() {
        return source;
    }

    @Override
    public Serializable createContext() {
        return function.createContext();
    }

    @Override
    public void init(Serializable context) throws Exception {
        function.init(context);
    }

    @Override
    public Serializable initContext(Serializable context) {
        return function.initContext(context);
    }

    @Override
    public void accumulate(Serializable context, Object value) {
        function.accumulate(context, value);
    }

    @Override
    public Object accumulateValue(Serializable context, Object value) {
        return function.accumulateValue(context, value);
    }

    @Override
    public void reverse(Serializable context, Object value) throws Exception {
        function.reverse(context, value);
    }

    @Override
    public boolean tryReverse(Serializable context, Object value) {
        return function.tryReverse(context, value);
    }

    @Override
    public boolean supportsReverse() {
        return function.supportsReverse();
    }

    @Override
    public Object getResult(Serializable context) throws Exception {
        return function.getResult(context);
    }

    @Override
    public Class<?> getResultType() {
        return function.getResultType();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sourced that
                && source.equals(that.source)
                && function.equals(that.function);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, function);
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
