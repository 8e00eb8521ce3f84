package illumiomonitor.engine.rule;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler sees of the program. It asks for every class that it is about to make, in every
 * package that a rule imports; the program's own loaders would remember each of these names for
 * ever.
 */
final class CompilerLoader extends ClassLoader {

    private static final Pattern MADE =
            Pattern.compile("rule[0-9a-f]{16}|[0-9A-F]{32}|ProjectModel_");

    CompilerLoader() {
        super(CompilerLoader.class.getClassLoader());
    }

    private static boolean isMade(String name) {
        return MADE.matcher(name).find();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isMade(name)) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return isMade(name) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isMade(name) ? Collections.emptyEnumeration() : super.getResources(name);
    }
}
