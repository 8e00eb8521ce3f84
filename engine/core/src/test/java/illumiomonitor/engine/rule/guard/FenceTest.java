package illumiomonitor.engine.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class FenceTest {

    private static final CodeVisit.Where CONDITION =
            new CodeVisit.Where("rule1/P1/LambdaPredicate1", "test", 0, "rule1/", false);

    private final List<String> unfenced = new ArrayList<>();
    private int taken;

    /** Several methods may have a name that is listed, and take what is not. */
    @Test
    void rules_find_every_type_that_a_method_takes_or_gives_which_they_may_call()
            throws ClassNotFoundException {
        for (Allowance allowance : Allowed.all()) {
            if (!allowance.part().startsWith("[compiled frame]")) {
                Class<?> type = load(allowance.name());
                for (Method method : type.getMethods()) {
                    look(type, method);
                }
            }
        }

        assertThat(unfenced).isEmpty();
        assertThat(taken).isGreaterThan(500);
    }

    private void look(Class<?> type, Method method) {
        String descriptor = Type.getMethodDescriptor(method);
        List<Offence> offences = new ArrayList<>();
        new CodeVisit(CONDITION, Allowed.get(), offences::add)
                .visitMethodInsn(
                        Modifier.isStatic(method.getModifiers())
                                ? Opcodes.INVOKESTATIC
                                : Opcodes.INVOKEVIRTUAL,
                        Type.getInternalName(type),
                        method.getName(),
                        descriptor,
                        type.isInterface());
        if (offences.isEmpty()) {
            taken++;
            Shape.unseen(Type.getMethodType(descriptor), own -> false)
                    .forEach(unseen -> unfenced.add(method + " names " + unseen));
        }
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        boolean nested = Character.isUpperCase(name.charAt(name.lastIndexOf('.', dot - 1) + 1));
        String binary = nested ? name.substring(0, dot) + '$' + name.substring(dot + 1) : name;
        return Class.forName(binary, false, FenceTest.class.getClassLoader());
    }
}
