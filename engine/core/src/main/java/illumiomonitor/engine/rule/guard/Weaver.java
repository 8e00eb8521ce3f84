package illumiomonitor.engine.rule.guard;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts rules on the leash and on the scales: looks at the start of every method and at every jump
 * back, weighs what is made, and calls stand-ins in the place of methods that may not end.
 */
public final class Weaver {

    /** A method that the compiler adds for lambdas that could be written to a file. */
    static final String LEFT_OUT = "$deserializeLambda$";

    /** What the compiler writes in these holds its own things. */
    private static final Set<String> FRAMEWORK = Set.of("<init>", "<clinit>", "getRulesList");

    private static final List<Class<?>> STAND_INS =
            List.of(
                    Texts.class,
                    Builders.class,
                    Many.class,
                    Walks.class,
                    Orders.class,
                    Past.class,
                    Joined.class,
                    Walked.class,
                    Alike.class,
                    Sorts.class,
                    Alike.Perhaps.class);

    /** What stands in for the methods of one class alone, which others have by the same name. */
    private static final Map<Class<?>, String> OF_ONE =
            Map.of(Alike.Perhaps.class, "java/util/Objects.");

    private static final Set<String> SEEN = new HashSet<>();

    /** Internal name of the class of a stand-in, by name and descriptor. */
    private static final Map<String, String> BY_METHOD = new HashMap<>();

    static {
        for (Class<?> type : STAND_INS) {
            SEEN.add(type.getName());
            for (Method method : type.getDeclaredMethods()) {
                if (java.lang.reflect.Modifier.isPublic(method.getModifiers())) {
                    BY_METHOD.put(
                            OF_ONE.getOrDefault(type, "")
                                    + method.getName()
                                    + Type.getMethodDescriptor(method),
                            Type.getInternalName(type));
                }
            }
        }
        for (Class<?> type :
                List.of(
                        Leash.class,
                        Meter.class,
                        CappedList.class,
                        CappedSet.class,
                        Keyed.class,
                        Sourced.class)) {
            SEEN.add(type.getName());
        }
        STAND_INS.forEach(Weaver::begin);
        List.of(Leaves.class, Regexes.class, KnownPatterns.class, TooMuch.class)
                .forEach(Weaver::begin);
    }

    /**
     * A class that begins where a rule has used up the stack by calling itself fails, and then
     * fails for ever.
     */
    private static void begin(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(type + " is gone", e);
        }
    }

    private Weaver() {}

    /**
     * A call that takes the place of another.
     *
     * @param owner internal name
     */
    record StandIn(String owner, String descriptor) {}

    static boolean standsIn(String className) {
        return SEEN.contains(className);
    }

    static boolean hasStandIn(String owner, String method, String descriptor) {
        return standIn(owner, method, descriptor, true) != null
                || standIn(owner, method, descriptor, false) != null;
    }

    /** What stands in for a method, null when nothing does. */
    static @Nullable StandIn standIn(
            String owner, String method, String descriptor, boolean isStatic) {
        if (isStatic) {
            String one = BY_METHOD.get(owner + "." + method + descriptor);
            String type = one == null ? BY_METHOD.get(method + descriptor) : one;
            return type == null ? null : new StandIn(type, descriptor);
        }
        for (String above : Allowed.get().above(owner)) {
            String longer = "(L" + above + ";" + descriptor.substring(1);
            String type = BY_METHOD.get(method + longer);
            if (type != null) {
                return new StandIn(type, longer);
            }
        }
        return null;
    }

    /** The same class, on the leash. It was checked before. */
    public static byte[] on(byte[] compiled) {
        ClassReader reader = new ClassReader(compiled);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        boolean condition = reader.getClassName().contains("/Lambda") && Makes.anything(reader);
        Bridges bridges = new Bridges(reader.getClassName());
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        if (name.equals(LEFT_OUT)) {
                            return null;
                        }
                        boolean written = (access & Opcodes.ACC_SYNTHETIC) == 0;
                        boolean first =
                                condition
                                        && written
                                        && Set.of("execute", "test", "apply").contains(name);
                        return new CodeWeaver(
                                super.visitMethod(access, name, descriptor, signature, exceptions),
                                new CodeWeaver.Start(
                                        !name.startsWith("<"), first, !FRAMEWORK.contains(name)),
                                bridges);
                    }

                    @Override
                    public void visitEnd() {
                        bridges.write(
                                (access, name, descriptor) ->
                                        visitMethod(access, name, descriptor, null, null));
                        super.visitEnd();
                    }
                },
                0);
        return writer.toByteArray();
    }
}
