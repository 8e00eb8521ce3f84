package illumiomonitor.engine.rule.guard;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/**
 * The third wall: reads compiled rules, before they are loaded, and takes only classes of known
 * shapes whose every call, field, type and instruction is on the list of what rules may touch.
 */
public final class ClassCheck {

    private static final Comparator<Objection> BY_PLACE =
            Comparator.comparing((Objection objection) -> objection.offset() < 0)
                    .thenComparing(Objection::offset)
                    .thenComparing(Objection::sentence);

    private final Allowed allowed = Allowed.get();
    private final Set<Offence> offences = new LinkedHashSet<>();

    private ClassCheck() {}

    /**
     * What is wrong with the classes of one rule file, in the order of the text; what has no place
     * there comes last. The compiler's own order is another at each start.
     *
     * @param classes bytes by name, with dots
     * @param packageName the package that they must all be in
     * @param text that was compiled, to find the words at fault in
     */
    public static List<Objection> of(Map<String, byte[]> classes, String packageName, String text) {
        ClassCheck check = new ClassCheck();
        new TreeMap<>(classes).values().forEach(bytes -> check.read(bytes, packageName));
        return check.offences.stream()
                .map(offence -> offence.in(text))
                .distinct()
                .sorted(BY_PLACE)
                .toList();
    }

    private void read(byte[] bytes, String packageName) {
        new ClassReader(bytes)
                .accept(
                        new ClassVisit(packageName, allowed, offences::add),
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
}
