package illumiomonitor.engine.rule;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes rules stoppable: every method of a compiled rule, and every jump back in one, looks whether
 * the thread it runs on was told to stop. Costs a read of one field.
 */
public final class Leash {

    /** Thrown inside a rule that was told to stop. */
    static final class Pulled extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Pulled() {
            super("the rule was stopped", null, false, true);
        }
    }

    private static final Set<Thread> PULLED = new HashSet<>();
    private static volatile boolean any;

    private Leash() {}

    /** Called by compiled rules. Public because they live in packages of their own. */
    public static void check() {
        if (any) {
            stopIfPulled();
        }
    }

    private static void stopIfPulled() {
        synchronized (PULLED) {
            if (!PULLED.contains(Thread.currentThread())) {
                return;
            }
        }
        throw new Pulled();
    }

    /** Stops the rule that runs on this thread at its next step. */
    static void pull(Thread thread) {
        synchronized (PULLED) {
            PULLED.add(thread);
            any = true;
        }
    }

    /** Lets the thread run rules again. */
    static void loosen(Thread thread) {
        synchronized (PULLED) {
            PULLED.remove(thread);
            any = !PULLED.isEmpty();
        }
    }

    /** The same class with the looks put in. */
    static byte[] on(byte[] compiled) {
        ClassReader reader = new ClassReader(compiled);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            String signature,
                            String[] exceptions) {
                        return new Looking(
                                super.visitMethod(access, name, descriptor, signature, exceptions),
                                !name.startsWith("<"));
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Looking extends MethodVisitor {

        private final Set<Label> passed = new HashSet<>();
        private final boolean atStart;

        Looking(MethodVisitor method, boolean atStart) {
            super(Opcodes.ASM9, method);
            this.atStart = atStart;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (atStart) {
                look();
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
            visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "illumiomonitor/engine/rule/Leash",
                    "check",
                    "()V",
                    false);
        }
    }
}
