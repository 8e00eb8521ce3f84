package illumiomonitor.engine.rule.guard;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Looks at one compiled class: its shape here, its code in {@link CodeVisit}. */
final class ClassVisit extends ClassVisitor {

    /** Where the compiler puts what a person wrote. */
    private static final Pattern CONDITION =
            Pattern.compile("P[0-9A-F]{2}/Lambda(Consequence|Predicate|Extractor)[0-9A-F]{32}");

    private static final Pattern OWN_SUM = Pattern.compile("[^/$]+Accumulate\\d+(\\$ContextData)?");
    private static final Pattern FRAME =
            Pattern.compile(
                    "Rules[0-9A-F]{32}(RuleMethods\\d+)?"
                            + "|DomainClassesMetadata[0-9A-F]{32}(\\$\\w+_Metadata)?");
    private static final Set<String> IMPLEMENTED =
            Set.of(
                    "org/drools/model/Model",
                    "org/drools/model/DomainClassMetadata",
                    "org/kie/api/runtime/rule/AccumulateFunction",
                    "java/io/Serializable");
    private static final int REFUSED = Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;

    private final String packagePrefix;
    private final Allowed allowed;
    private final Consumer<Offence> offences;
    private String name = "";
    private boolean frame;

    ClassVisit(String packageName, Allowed allowed, Consumer<Offence> offences) {
        super(Opcodes.ASM9);
        this.packagePrefix = packageName.replace('.', '/') + "/";
        this.allowed = allowed;
        this.offences = offences;
    }

    @Override
    public void visit(
            int version,
            int access,
            String className,
            @Nullable String signature,
            String superName,
            String[] interfaces) {
        name = className;
        String local =
                className.startsWith(packagePrefix)
                        ? className.substring(packagePrefix.length())
                        : "/";
        frame = FRAME.matcher(local).matches();
        boolean known =
                frame || CONDITION.matcher(local).matches() || OWN_SUM.matcher(local).matches();
        boolean plain = (access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ANNOTATION)) == 0;
        if (!known || !plain) {
            refuse(className, "");
        }
        if (!superName.equals("java/lang/Object") && !superName.equals("java/lang/Enum")) {
            refuse(superName, "");
        }
        for (String one : interfaces) {
            if (!IMPLEMENTED.contains(one) && !one.startsWith("org/drools/model/functions/")) {
                refuse(one, "");
            }
        }
    }

    @Override
    public @Nullable ModuleVisitor visitModule(String module, int access, String version) {
        refuse(module, "");
        return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access,
            String field,
            String descriptor,
            @Nullable String signature,
            @Nullable Object value) {
        boolean constant = (access & Opcodes.ACC_FINAL) != 0;
        boolean synthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
        if ((access & Opcodes.ACC_STATIC) != 0 && !constant && !synthetic) {
            refuse(name, field);
        }
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access,
            String method,
            String descriptor,
            @Nullable String signature,
            String @Nullable [] exceptions) {
        if ((access & REFUSED) != 0) {
            refuse(name, method);
        }
        if (!method.equals(Weaver.LEFT_OUT)) {
            Shape.unseen(Type.getMethodType(descriptor), type -> type.startsWith(packagePrefix))
                    .forEach(type -> refuse(type, ""));
        }
        // What the compiler adds for lambdas that could be written to a file: Weaver leaves it out.
        return method.equals(Weaver.LEFT_OUT)
                ? null
                : new CodeVisit(
                        new CodeVisit.Where(name, method, access, packagePrefix, frame),
                        allowed,
                        offences);
    }

    private void refuse(String type, String member) {
        offences.accept(new Offence(type.replace('/', '.'), member));
    }
}
