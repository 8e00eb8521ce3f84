package illumiomonitor.engine.rule.guard;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes a method of the rule's own of each method reference, {@code list::contains}: the machine
 * would call what is referred to without passing the rule, so that nothing asks the leash.
 */
final class References {

    private final Bridges bridges;

    References(Bridges bridges) {
        this.bridges = bridges;
    }

    /**
     * What to refer to instead.
     *
     * @param factory descriptor of the call that makes the function; its arguments are what the
     *     function holds on to
     */
    Handle bridged(Handle to, String factory) {
        String type = bridges.type();
        int slash = type.indexOf('/');
        boolean own = slash > 0 && to.getOwner().startsWith(type.substring(0, slash + 1));
        boolean engine = to.getOwner().startsWith("org/drools/");
        if (own || engine || to.getTag() == Opcodes.H_INVOKESPECIAL) {
            return to;
        }
        String descriptor = descriptor(to, Type.getArgumentTypes(factory));
        String name = bridges.add(descriptor, method -> call(method, descriptor, to));
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

    private static void call(MethodVisitor method, String descriptor, Handle to) {
        if (to.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            method.visitTypeInsn(Opcodes.NEW, to.getOwner());
            method.visitInsn(Opcodes.DUP);
        }
        int variable = 0;
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), variable);
            variable += argument.getSize();
        }
        method.visitMethodInsn(
                opcode(to.getTag()), to.getOwner(), to.getName(), to.getDesc(), to.isInterface());
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
