package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Allowance.How;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** Each of these may hold the one before it, so that a chain of them holds all. */
    private static final Set<String> LINKS =
            Set.of(
                    "Ljava/util/stream/Stream;",
                    "Ljava/util/stream/IntStream;",
                    "Ljava/util/stream/LongStream;",
                    "Ljava/util/stream/DoubleStream;",
                    "Ljava/util/stream/Collector;",
                    "Ljava/util/Comparator;");

    private final Set<Label> passed = new HashSet<>();
    private final Deque<Boolean> news = new ArrayDeque<>();
    private boolean isNew;
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
    public void visitVarInsn(int opcode, int variable) {
        isNew = false;
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        isNew = false;
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitLdcInsn(Object value) {
        isNew = false;
        super.visitLdcInsn(value);
    }

    @Override
    public void visitLabel(Label label) {
        passed.add(label);
        super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        isNew = false;
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
        if (isNew && opcode == Opcodes.DUP) {
            news.pop();
            news.push(true);
        }
        isNew = false;
        if (opcode == Opcodes.ARETURN && keeps) {
            weigh("kept");
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        isNew = false;
        if (opcode == Opcodes.PUTFIELD && keeps && descriptor.startsWith("L")) {
            weigh("kept");
        }
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
        isNew = false;
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
        } else if (links(owner, name, descriptor)) {
            link();
        }
    }

    private static boolean links(String owner, String name, String descriptor) {
        String made = descriptor.substring(descriptor.indexOf(')') + 1);
        boolean begins = name.equals("stream");
        return name.equals("subList")
                || owner.startsWith("java/util/") && LINKS.contains(made) && !begins;
    }

    /** Whether a call makes something that is weighed here, whatever the list says of it. */
    static boolean makes(String owner, String name, String descriptor) {
        boolean plumbing = owner.equals("java/lang/Object") || owner.equals("java/lang/Enum");
        return name.equals("<init>")
                ? owner.startsWith("java/") && !plumbing
                : links(owner, name, descriptor);
    }

    private void link() {
        if (start.weighs()) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "linked", "()V", false);
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        isNew = opcode == Opcodes.NEW;
        if (isNew) {
            news.push(false);
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
        boolean made = !news.isEmpty();
        boolean held = made && news.pop();
        if (made && owner.startsWith("java/util/")) {
            link();
        } else if (held && owner.startsWith("java/lang/")) {
            weigh("made");
        }
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
        isNew = false;
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
        } else if (!descriptor.startsWith("()")) {
            link();
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
