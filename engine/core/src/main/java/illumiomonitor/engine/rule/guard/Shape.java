package illumiomonitor.engine.rule.guard;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** The types that a method takes and gives. */
final class Shape {

    private Shape() {}

    /**
     * Internal names of those that a rule does not find where it is loaded. Java looks for them
     * when the method is linked, though no instruction names them.
     *
     * @param own whether an internal name is one of the rule file's own
     */
    static List<String> unseen(Type method, Predicate<String> own) {
        return Stream.concat(
                        Stream.of(method.getReturnType()), Stream.of(method.getArgumentTypes()))
                .map(type -> type.getSort() == Type.ARRAY ? type.getElementType() : type)
                .filter(type -> type.getSort() == Type.OBJECT)
                .filter(type -> !own.test(type.getInternalName()))
                .filter(type -> !Fence.shows(type.getClassName()))
                .map(Type::getInternalName)
                .distinct()
                .toList();
    }
}
