package illumiomonitor.engine.rule.guard;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that compiled rules see of the program: the classes on the list, what takes the place of some
 * of their methods, and what the JVM itself needs for lambdas.
 */
public final class Fence extends ClassLoader {

    private static final Set<String> PLUMBING =
            Set.of(
                    "java.lang.invoke.LambdaMetafactory",
                    "java.lang.invoke.StringConcatFactory",
                    "java.lang.invoke.MethodHandles$Lookup",
                    "java.lang.invoke.MethodHandles",
                    "java.lang.invoke.MethodHandle",
                    "java.lang.invoke.MethodType",
                    "java.lang.invoke.CallSite",
                    "java.lang.invoke.SerializedLambda",
                    "java.lang.System",
                    "java.lang.Throwable",
                    "java.io.ObjectInput",
                    "java.io.ObjectOutput",
                    "java.io.Externalizable",
                    "java.io.IOException",
                    "java.lang.ClassNotFoundException");

    private static final Fence THE = new Fence();

    private final @Nullable ClassLoader program = Fence.class.getClassLoader();

    private Fence() {
        super(null);
    }

    /** The one fence; it knows no rule and keeps none. */
    public static ClassLoader get() {
        return THE;
    }

    /** Whether a rule's code finds a class of this name, written with dots, outside of itself. */
    static boolean shows(String name) {
        return Allowed.get().sees(name.replace('.', '/'), true)
                || PLUMBING.contains(name)
                || Weaver.standsIn(name)
                || name.startsWith("java.util.function.")
                || name.startsWith("org.drools.model.functions.");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!shows(name)) {
            throw new Unseen(name + " is not among what rules may touch");
        }
        return Class.forName(name, false, program);
    }

    /**
     * Thrown for each class of a rule's own before it is looked for beside the rule: kept cheap.
     */
    private static final class Unseen extends ClassNotFoundException {

        private static final long serialVersionUID = 1;

        Unseen(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
