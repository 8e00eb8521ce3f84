package illumiomonitor.engine.rule;

import java.util.regex.Pattern;

/**
 * What the compiler sees of the program. It asks for every class that it is about to make, in every
 * package that a rule imports; the program's own loader would remember each of these names for ever.
 */
final class CompilerLoader extends ClassLoader {

    private static final Pattern MADE = Pattern.compile("rule[0-9a-f]{16}|[0-9A-F]{32}");

    CompilerLoader() {
        super(CompilerLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (MADE.matcher(name).find()) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }
}
