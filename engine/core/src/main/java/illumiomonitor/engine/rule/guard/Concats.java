package illumiomonitor.engine.rule.guard;

import java.util.Arrays;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Joins texts with {@code +}: Java would write down each of its parts at any length, a list of
 * lists included, before anybody could look.
 */
final class Concats {

    private static final String TEXTS = Type.getInternalName(Texts.class);

    private static final Type TEXT = Type.getType(String.class);

    /** What is short when it is written down, or was looked at before. */
    private static final Set<String> SHORT =
            Set.of(
                    "java.lang.String",
                    "java.lang.Integer",
                    "java.lang.Long",
                    "java.lang.Double",
                    "java.lang.Boolean",
                    "java.time.Instant",
                    "java.time.Duration");

    private Concats() {}

    private static boolean isShort(Type type) {
        return type.getSort() < Type.ARRAY || SHORT.contains(type.getClassName());
    }

    /** Whether any part must be written down beforehand. */
    static boolean takes(String descriptor) {
        return !Arrays.stream(Type.getArgumentTypes(descriptor)).allMatch(Concats::isShort);
    }

    /** Writes the parts down, each cut to length, and joins them. */
    static void call(
            MethodVisitor method,
            String name,
            String descriptor,
            Handle bootstrap,
            Object... arguments) {
        Type[] parts = Type.getArgumentTypes(descriptor);
        int variable = 0;
        for (int i = 0; i < parts.length; i++) {
            method.visitVarInsn(parts[i].getOpcode(Opcodes.ILOAD), variable);
            variable += parts[i].getSize();
            if (!isShort(parts[i])) {
                method.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        TEXTS,
                        "valueOf",
                        "(Ljava/lang/Object;)Ljava/lang/String;",
                        false);
                parts[i] = TEXT;
            }
        }
        String texts = Type.getMethodDescriptor(TEXT, parts);
        method.visitInvokeDynamicInsn(name, texts, bootstrap, arguments);
    }
}
