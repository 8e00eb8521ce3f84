package illumiomonitor.engine.rule.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes a method of the rule's own of each method reference, {@code list::contains}: the machine
 * would call what is referred to without passing the rule, so that nothing asks the leash.
 */
final class References {

    /** No name that a compiler gives. */
    private static final String NAME = "leashed$";

    private final String type;
    private final List<Bridge> bridges = new ArrayList<>();

    /**
     * A method that calls what is referred to.
     *
     * @param descriptor of the method, the thing that is asked first among its arguments
     */
    private record Bridge(String name, String descriptor, Handle to) {}

    /** Where the methods can be put. */
    @FunctionalInterface
    interface Maker {
        @Nullable MethodVisitor method(int access, String name, String descriptor);
    }

    /**
     * @param type internal name of the class that they are put into
     */
    References(String type) {
        this.type = type;
    }

    /**
     * What to refer to instead.
     *
     * @param factory descriptor of the call that makes the function; its arguments are what the
     *     function holds on to
     */
    Handle bridged(Handle to, String factory) {
        int slash = type.indexOf('/');
        boolean own = slash > 0 && to.getOwner().startsWith(type.substring(0, slash + 1));
        boolean engine = to.getOwner().startsWith("org/drools/");
        if (own || engine || to.getTag() == Opcodes.H_INVOKESPECIAL) {
            return to;
        }
        String name = NAME + bridges.size();
        String descriptor = descriptor(to, Type.getArgumentTypes(factory));
        bridges.add(new Bridge(name, descriptor, to));
        return new Handle(Opcodes.H_INVOKESTATIC, type, name, descriptor, false);
    }

    private static String descriptor(Handle to, Type[] held) {
        List<Type> arguments = new ArrayList<>();
        Type owner = Type.getObjectType(to.getOwner());
        boolean makes = to.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        if (!makes && to.getTag() != Opcodes.H_INVOKESTATIC) {
            arguments.add(owner);
        }
        arguments.addAll(List.of(Type.getArgumentTypes(to.getDesc())));
        for (int i = 0; i < held.length; i++) {
            arguments.set(i, held[i]);
        }
        return Type.getMethodDescriptor(
                makes ? owner : Type.getReturnType(to.getDesc()), arguments.toArray(Type[]::new));
    }

    /** Writes the methods. Those that they are made with see each of them as the rule's own. */
    void write(Maker maker) {
        for (Bridge bridge : bridges) {
            MethodVisitor method =
                    maker.method(
                            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                            bridge.name(),
                            bridge.descriptor());
            if (method != null) {
                write(method, bridge);
            }
        }
    }

    private static void write(MethodVisitor method, Bridge bridge) {
        Handle to = bridge.to();
        boolean makes = to.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        method.visitCode();
        if (makes) {
            method.visitTypeInsn(Opcodes.NEW, to.getOwner());
            method.visitInsn(Opcodes.DUP);
        }
        int variable = 0;
        for (Type argument : Type.getArgumentTypes(bridge.descriptor())) {
            method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), variable);
            variable += argument.getSize();
        }
        method.visitMethodInsn(
                opcode(to.getTag()), to.getOwner(), to.getName(), to.getDesc(), to.isInterface());
        method.visitInsn(Type.getReturnType(bridge.descriptor()).getOpcode(Opcodes.IRETURN));
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static int opcode(int tag) {
        return switch (tag) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> Opcodes.INVOKEVIRTUAL;
        };
    }
}
