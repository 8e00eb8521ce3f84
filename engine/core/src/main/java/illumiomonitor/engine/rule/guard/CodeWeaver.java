package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Allowance.How;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Weaves the leash, the scales and the stand-ins into one method. */
final class CodeWeaver extends MethodVisitor {

    /**
     * What is put where the method begins.
     *
     * @param looks whether it looks at the leash
     * @param begins whether a condition or consequence begins here
     * @param weighs whether what is made here is weighed
     */
    record Start(boolean looks, boolean begins, boolean weighs) {}

    private static final String METER = Type.getInternalName(Meter.class);

    /** What a condition matches with is read where its class begins. */
    private static final String PATTERN = Type.getInternalName(java.util.regex.Pattern.class);

    private static final String ACCUMULATORS = "org/drools/core/base/accumulators/";

    /** How a function of an accumulate is made that takes what a variable stands for. */
    private static final String OF_A_VARIABLE =
            "(Ljava/util/function/Supplier;Lorg/drools/model/Argument;)";

    private final Set<Label> passed = new HashSet<>();
    private final Start start;
    private final boolean keeps;
    private final Bridges bridges;
    private final References references;

    CodeWeaver(MethodVisitor method, Start start, Bridges bridges) {
        super(Opcodes.ASM9, method);
        this.start = start;
        this.bridges = bridges;
        this.references = new References(bridges);
        String type = bridges.type();
        this.keeps = start.begins() || type.endsWith("$ContextData") || type.contains("Accumulate");
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (start.looks()) {
            look();
        }
        if (start.begins()) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "begin", "()V", false);
        }
    }

    @Override
    public void visitLabel(Label label) {
        passed.add(label);
        super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (passed.contains(label)) {
            look();
        }
        super.visitJumpInsn(opcode, label);
    }

    private void look() {
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(Leash.class), "check", "()V", false);
    }

    private void weigh(String how) {
        if (!start.weighs()) {
            return;
        }
        super.visitInsn(Opcodes.DUP);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, METER, how, "(Ljava/lang/Object;)V", false);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN && keeps) {
            weigh("kept");
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        if (opcode == Opcodes.PUTFIELD && keeps && descriptor.startsWith("L")) {
            weigh("kept");
        }
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (name.equals("<init>")) {
            construct(opcode, owner, descriptor);
            return;
        }
        if (Keyed.takes(owner, name)) {
            around(descriptor, method -> Keyed.call(method, owner, descriptor));
            return;
        }
        if (name.equals("accFunction") && descriptor.startsWith(OF_A_VARIABLE)) {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Type.getInternalName(Sourced.class),
                    name,
                    descriptor,
                    false);
            return;
        }
        How how = Allowed.get().how(owner, name, false);
        Weaver.StandIn other =
                how != null && how.standsIn() && (start.weighs() || owner.equals(PATTERN))
                        ? Weaver.standIn(owner, name, descriptor, opcode == Opcodes.INVOKESTATIC)
                        : null;
        if (other == null) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        } else {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, other.owner(), name, other.descriptor(), false);
        }
        if (how == How.WEIGHED) {
            weigh("made");
        }
    }

    /** Calls a method of the rule's own instead, which looks at the arguments. */
    private void around(String descriptor, Consumer<MethodVisitor> code) {
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                bridges.type(),
                bridges.add(descriptor, code),
                descriptor,
                false);
    }

    private void construct(int opcode, String owner, String descriptor) {
        if (descriptor.equals("(Ljava/util/Collection;)V")) {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Type.getInternalName(Walks.class),
                    owner.equals("java/util/ArrayList") ? "copied" : "keys",
                    "(Ljava/util/Collection;)Ljava/util/Collection;",
                    false);
        }
        super.visitMethodInsn(opcode, owner, "<init>", descriptor, false);
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
        boolean joins = bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory");
        if (joins && Concats.takes(descriptor)) {
            around(
                    descriptor,
                    method -> Concats.call(method, name, descriptor, bootstrap, arguments));
            return;
        }
        Object[] woven = arguments.clone();
        for (int i = 0; i < woven.length; i++) {
            if (woven[i] instanceof Handle handle) {
                woven[i] = woven(handle, descriptor);
            }
        }
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, woven);
        if (joins) {
            weigh("made");
        }
    }

    private Handle woven(Handle handle, String factory) {
        if (handle.getName().equals("<init>")) {
            switch (handle.getOwner()) {
                case ACCUMULATORS + "CollectListAccumulateFunction":
                    return maker(CappedList.class);
                case ACCUMULATORS + "CollectSetAccumulateFunction":
                    return maker(CappedSet.class);
                default:
                    break;
            }
        }
        return references.bridged(handle, factory);
    }

    private static Handle maker(Class<?> type) {
        return new Handle(
                Opcodes.H_NEWINVOKESPECIAL, Type.getInternalName(type), "<init>", "()V", false);
    }
}
