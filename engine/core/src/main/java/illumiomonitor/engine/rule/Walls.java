package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.ClassCheck;
import illumiomonitor.engine.rule.guard.Weaver;
import java.util.Map;

/**
 * All that a text is held against before its classes are loaded, without the compiler in between:
 * what the guard itself costs, for a benchmark.
 */
public final class Walls {

    private final RuleText text;
    private final Map<String, byte[]> classes;

    private Walls(RuleText text, Map<String, byte[]> classes) {
        this.text = text;
        this.classes = classes;
    }

    /**
     * Compiles a text once.
     *
     * @throws IllegalArgumentException if it is refused or cannot be compiled
     */
    public static Walls of(String file, String text) {
        RuleText read = RuleReader.read(file, text);
        if (!read.errors().isEmpty()) {
            throw new IllegalArgumentException(read.errors().get(0).toString());
        }
        return new Walls(read, new RuleCompiler().classes(read));
    }

    /** Checks text, tree and classes, and puts the classes on the leash. */
    public void pass() {
        boolean sound =
                RuleReader.read(text.file(), text.text()).errors().isEmpty()
                        && ClassCheck.of(classes, text.compiledPackage(), text.text()).isEmpty();
        if (!sound) {
            throw new IllegalStateException(text.file() + " was let through before");
        }
        classes.values().forEach(Weaver::on);
    }
}
