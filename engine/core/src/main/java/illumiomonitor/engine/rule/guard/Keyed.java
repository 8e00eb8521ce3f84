package illumiomonitor.engine.rule.guard;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Stands in for {@code Set.of} and {@code Map.of}, however many arguments they have: what they
 * compare inside of one call must be values, not collections of them.
 */
public final class Keyed {

    private static final String SET = Type.getInternalName(Set.class);
    private static final String MAP = Type.getInternalName(Map.class);

    private Keyed() {}

    static boolean takes(String owner, String method) {
        return method.equals("of") && (owner.equals(SET) || owner.equals(MAP));
    }

    /** Puts the arguments of a method into an array and calls what stands in for it. */
    static void call(MethodVisitor method, String owner, String descriptor) {
        Type[] given = Type.getArgumentTypes(descriptor);
        if (given.length == 1 && given[0].getSort() == Type.ARRAY) {
            method.visitVarInsn(Opcodes.ALOAD, 0);
        } else {
            method.visitIntInsn(Opcodes.BIPUSH, given.length);
            method.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
            for (int i = 0; i < given.length; i++) {
                method.visitInsn(Opcodes.DUP);
                method.visitIntInsn(Opcodes.BIPUSH, i);
                method.visitVarInsn(Opcodes.ALOAD, i);
                method.visitInsn(Opcodes.AASTORE);
            }
        }
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(Keyed.class),
                owner.equals(SET) ? "set" : "map",
                "([Ljava/lang/Object;)L" + owner + ";",
                false);
    }

    /** As {@link Set#of(Object...)}. */
    public static Set<?> set(Object... all) {
        for (Object one : all) {
            Leaves.key(one);
        }
        Set<?> made = Set.of(all);
        Meter.made(made);
        return made;
    }

    /**
     * As {@link Map#of()} with more.
     *
     * @param all a key, its value, the next key and so on
     */
    public static Map<?, ?> map(@Nullable Object... all) {
        Map.Entry<?, ?>[] entries = new Map.Entry<?, ?>[all.length / 2];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Map.entry(Leaves.key(all[2 * i]), Leaves.value(all[2 * i + 1]));
        }
        Map<?, ?> made = Map.ofEntries(entries);
        Meter.made(made);
        return made;
    }
}
