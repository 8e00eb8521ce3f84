package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Allowance.How;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Tells whether a compiled condition or consequence makes anything that must be weighed. */
final class Makes extends ClassVisitor {

    private boolean found;

    private Makes() {
        super(Opcodes.ASM9);
    }

    static boolean anything(ClassReader reader) {
        Makes makes = new Makes();
        reader.accept(makes, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return makes.found;
    }

    @Override
    public MethodVisitor visitMethod(
            int access,
            String method,
            String methodDescriptor,
            @Nullable String signature,
            String @Nullable [] exceptions) {
        // A condition that fails says which it was by joining texts; that is not the rule's doing.
        boolean tells = method.equals("predicateInformation");
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String name, String descriptor, boolean isInterface) {
                How how = Allowed.get().how(owner, name, false);
                boolean copies = descriptor.equals("(Ljava/util/Collection;)V");
                found |=
                        !tells
                                && (copies
                                        || CodeWeaver.makes(owner, name, descriptor)
                                        || how == How.WEIGHED
                                        || how == How.BOUNDED);
            }

            @Override
            public void visitInvokeDynamicInsn(
                    String name, String descriptor, Handle bootstrap, Object... arguments) {
                found |= !tells;
            }
        };
    }
}
