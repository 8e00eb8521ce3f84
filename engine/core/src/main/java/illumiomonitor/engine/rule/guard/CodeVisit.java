package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Allowance.How;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Looks at the code of one method of a compiled rule. */
final class CodeVisit extends MethodVisitor {

    /**
     * Where the code stands.
     *
     * @param type internal name of the class
     * @param packagePrefix of all classes of the rule file, with a slash at its end
     * @param frame whether the compiler wrote what stands around conditions here
     */
    record Where(String type, String method, int access, String packagePrefix, boolean frame) {

        boolean isOwn(String owner) {
            return owner.startsWith(packagePrefix);
        }

        boolean isSwitchTable() {
            return method.startsWith("$SWITCH_TABLE$") && (access & Opcodes.ACC_SYNTHETIC) != 0;
        }

        boolean isEnumValues() {
            return method.equals("values") && (access & Opcodes.ACC_STATIC) != 0;
        }
    }

    /** An array is as long as its text. */
    private static final int LONGEST_ARRAY = 1000;

    private static final Set<String> FUNCTIONS =
            Set.of("java/util/function/", "org/drools/model/functions/");
    private static final Set<String> METAFACTORIES =
            Set.of(
                    "java/lang/invoke/LambdaMetafactory.metafactory",
                    "java/lang/invoke/LambdaMetafactory.altMetafactory",
                    "java/lang/invoke/StringConcatFactory.makeConcatWithConstants");

    private final Where where;
    private final Allowed allowed;
    private final Consumer<Offence> offences;
    private int pushed = -1;
    private boolean asksClass;

    CodeVisit(Where where, Allowed allowed, Consumer<Offence> offences) {
        super(Opcodes.ASM9);
        this.where = where;
        this.allowed = allowed;
        this.offences = offences;
    }

    private void refuse(String type, String member) {
        offences.accept(new Offence(type.replace('/', '.').replace('$', '.'), member));
    }

    /** Every instruction but a plain one passes here first. */
    private void step() {
        if (asksClass) {
            refuse("java/lang/Object", "getClass");
            asksClass = false;
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (asksClass && opcode == Opcodes.POP) {
            // x::method asks whether x is null in this way.
            asksClass = false;
        }
        step();
        if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT) {
            refuse("synchronized", "");
        }
        pushed =
                opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5
                        ? opcode - Opcodes.ICONST_0
                        : -1;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        step();
        if (opcode == Opcodes.NEWARRAY) {
            array();
        } else {
            pushed = operand;
        }
    }

    private void array() {
        boolean known = pushed >= 0 && pushed <= LONGEST_ARRAY;
        if (!known && !where.isSwitchTable() && !where.isEnumValues()) {
            refuse("new array", "");
        }
        pushed = -1;
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        refuse("new array", "");
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        step();
        if (opcode == Opcodes.ANEWARRAY) {
            array();
        }
        type(type);
        pushed = -1;
    }

    private void type(String name) {
        Type type = Type.getObjectType(name);
        while (type.getSort() == Type.ARRAY) {
            type = type.getElementType();
        }
        if (type.getSort() == Type.OBJECT) {
            String plain = type.getInternalName();
            if (!where.isOwn(plain) && !allowed.sees(plain, where.frame()) && !isFunction(plain)) {
                refuse(plain, "");
            }
        }
    }

    /** Java looks for every type of a lambda's shape when it makes it, wherever it is written. */
    private void signature(Type shape) {
        Shape.unseen(shape, where::isOwn).forEach(name -> refuse(name, ""));
    }

    private static boolean isFunction(String type) {
        return FUNCTIONS.stream().anyMatch(type::startsWith);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        step();
        pushed = -1;
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        step();
        pushed = -1;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        step();
        pushed = -1;
    }

    @Override
    public void visitLabel(Label label) {
        pushed = -1;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
        step();
        pushed = -1;
        if (where.isOwn(owner)) {
            boolean writes = opcode == Opcodes.PUTSTATIC;
            boolean mayWrite =
                    owner.equals(where.type())
                            && (where.method().equals("<clinit>") || where.isSwitchTable());
            if (writes && !mayWrite) {
                refuse(owner, field);
            }
        } else if (opcode != Opcodes.GETSTATIC
                || allowed.how(owner, field, where.frame()) == null) {
            refuse(owner, field);
        }
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String method, String descriptor, boolean isInterface) {
        step();
        pushed = -1;
        call(owner, method, descriptor);
    }

    private void call(String owner, String method, String descriptor) {
        if (owner.startsWith("[")) {
            refuse("array", method);
        } else if (where.isOwn(owner)) {
            return;
        } else if (method.equals("getClass") && descriptor.startsWith("()")) {
            asksClass = true;
        } else if (method.equals("<init>")) {
            construct(owner, descriptor);
        } else if (!isEnumPlumbing(owner, method)) {
            How how = allowed.how(owner, method, where.frame());
            if (how == null || how.standsIn() && !Weaver.hasStandIn(owner, method, descriptor)) {
                refuse(owner, method);
            } else if (!where.frame()) {
                // One of several by that name may take what the list knows nothing of.
                signature(Type.getMethodType(descriptor));
            }
        }
    }

    private boolean isEnumPlumbing(String owner, String method) {
        boolean fixed = (where.access() & Opcodes.ACC_STATIC) != 0;
        return fixed
                        && where.isEnumValues()
                        && owner.equals("java/lang/System")
                        && method.equals("arraycopy")
                || fixed
                        && where.method().equals("valueOf")
                        && owner.equals("java/lang/Enum")
                        && method.equals("valueOf");
    }

    private void construct(String owner, String descriptor) {
        boolean above =
                where.method().equals("<init>")
                        && (owner.equals("java/lang/Object") || owner.equals("java/lang/Enum"));
        if (above) {
            return;
        }
        StringBuilder signature = new StringBuilder("new(");
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            String name = argument.getClassName();
            signature
                    .append(signature.length() == 4 ? "" : ",")
                    .append(name.substring(name.lastIndexOf('.') + 1));
        }
        String written = signature.append(')').toString();
        if (allowed.construct(owner, written, where.frame()) == null) {
            refuse(owner, written);
        }
    }

    @Override
    public void visitInvokeDynamicInsn(
            String method, String descriptor, Handle bootstrap, Object... arguments) {
        step();
        pushed = -1;
        String factory = bootstrap.getOwner() + "." + bootstrap.getName();
        if (!METAFACTORIES.contains(factory)) {
            refuse(bootstrap.getOwner(), bootstrap.getName());
        }
        type(Type.getReturnType(descriptor).getInternalName());
        signature(Type.getMethodType(descriptor));
        for (Object argument : arguments) {
            if (argument instanceof Type shape && shape.getSort() == Type.METHOD) {
                signature(shape);
            } else if (argument instanceof Handle handle) {
                if (handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
                    // Others are of fields.
                    signature(Type.getMethodType(handle.getDesc()));
                }
                call(handle.getOwner(), handle.getName(), handle.getDesc());
                step();
            } else {
                constant(argument);
            }
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        step();
        pushed = value instanceof Integer number ? number : -1;
        boolean plumbing = where.frame() || where.method().equals("getResultType");
        if (value instanceof Type type && type.getSort() == Type.OBJECT) {
            if (!plumbing && !where.isOwn(type.getInternalName())) {
                refuse(type.getInternalName(), "class");
            }
            type(type.getInternalName());
        } else if (value instanceof Type type && type.getSort() != Type.METHOD) {
            if (!plumbing) {
                refuse(type.getDescriptor(), "class");
            }
            type(type.getSort() == Type.ARRAY ? type.getDescriptor() : type.getInternalName());
        } else if (value instanceof Type || value instanceof Handle) {
            refuse("java/lang/invoke/MethodHandle", "");
        }
        constant(value);
    }

    private void constant(Object value) {
        if (value instanceof ConstantDynamic) {
            refuse("java/lang/invoke/ConstantBootstraps", "");
        }
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        boolean plumbing = where.isSwitchTable() && "java/lang/NoSuchFieldError".equals(type);
        if (!plumbing && (type == null || !allowed.canBeCaught(type))) {
            refuse("catch", type == null ? "finally" : type.replace('/', '.'));
        }
    }
}
