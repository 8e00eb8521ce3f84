package illumiomonitor.engine.rule.guard;

import java.util.ArrayList;
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

    private final Allowed allowed = Allowed.get();
    private final Set<Offence> offences = new LinkedHashSet<>();

    private ClassCheck() {}

    /**
     * What is wrong with the classes of one rule file.
     *
     * @param classes bytes by name, with dots
     * @param packageName the package that they must all be in
     * @param text that was compiled, to find the words at fault in
     */
    public static List<Objection> of(Map<String, byte[]> classes, String packageName, String text) {
        ClassCheck check = new ClassCheck();
        new TreeMap<>(classes).values().forEach(bytes -> check.read(bytes, packageName));
        List<Objection> objections = new ArrayList<>();
        for (Offence offence : check.offences) {
            Objection objection = offence.in(text);
            if (!objections.contains(objection)) {
                objections.add(objection);
            }
        }
        return objections;
    }

    private void read(byte[] bytes, String packageName) {
        new ClassReader(bytes)
                .accept(
                        new ClassVisit(packageName, allowed, offences::add),
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
}
