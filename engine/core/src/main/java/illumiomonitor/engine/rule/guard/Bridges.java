package illumiomonitor.engine.rule.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Methods that are written into a class of a rule beside what the compiler wrote. */
final class Bridges {

    /** No name that a compiler gives. */
    private static final String NAME = "leashed$";

    private final String type;
    private final List<Bridge> bridges = new ArrayList<>();

    private record Bridge(String name, String descriptor, Consumer<MethodVisitor> code) {}

    /** Where the methods can be put. */
    @FunctionalInterface
    interface Maker {
        @Nullable MethodVisitor method(int access, String name, String descriptor);
    }

    /**
     * @param type internal name of the class that they are put into
     */
    Bridges(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    /**
     * A static method, to be written later.
     *
     * @param code writes all that comes before it returns what lies on top
     * @return its name
     */
    String add(String descriptor, Consumer<MethodVisitor> code) {
        String name = NAME + bridges.size();
        bridges.add(new Bridge(name, descriptor, code));
        return name;
    }

    /** Writes the methods. Those that they are made with see each of them as the rule's own. */
    void write(Maker maker) {
        // A method that is written may need another.
        for (int i = 0; i < bridges.size(); i++) {
            Bridge bridge = bridges.get(i);
            MethodVisitor method =
                    maker.method(
                            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                            bridge.name(),
                            bridge.descriptor());
            if (method != null) {
                method.visitCode();
                bridge.code().accept(method);
                Type made = Type.getReturnType(bridge.descriptor());
                method.visitInsn(made.getOpcode(Opcodes.IRETURN));
                method.visitMaxs(0, 0);
                method.visitEnd();
            }
        }
    }
}
