package illumiomonitor.engine.rule;

import java.util.Map;

/** The classes of one compiled rule file. They go when the file's compiled form goes. */
final class RuleClasses extends ClassLoader {

    private final Map<String, byte[]> bytes;

    RuleClasses(Map<String, byte[]> bytes) {
        super(RuleClasses.class.getClassLoader());
        this.bytes = bytes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] found = bytes.get(name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] leashed = Leash.on(found);
        return defineClass(name, leashed, 0, leashed.length);
    }
}
