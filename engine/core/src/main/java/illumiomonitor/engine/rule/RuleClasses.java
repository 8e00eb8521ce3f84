package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Fence;
import illumiomonitor.engine.rule.guard.Weaver;
import java.util.Map;

/**
 * The classes of one compiled rule file. They see what the fence lets through, and go when the
 * file's compiled form goes.
 */
final class RuleClasses extends ClassLoader {

    private final Map<String, byte[]> bytes;

    /**
     * @param bytes by name, checked
     */
    RuleClasses(Map<String, byte[]> bytes) {
        super(Fence.get());
        this.bytes = bytes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] found = bytes.get(name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] woven = Weaver.on(found);
        return defineClass(name, woven, 0, woven.length);
    }
}
