package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.EnumDeclarationDescr;
import org.drools.drl.ast.descr.FunctionDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;

/**
 * Refuses what no rule needs and much harm can be done with, before anything is compiled: some of
 * it would already run while it is compiled.
 */
final class Refusals {

    private static final Pattern IMPORTS =
            Pattern.compile(
                    "(illumiomonitor\\.spi|java\\.util|java\\.time|java\\.lang)"
                            + "(\\.[A-Z]\\w*)*(\\.[a-z]\\w*)?(\\.\\*)?");
    private static final Set<String> NEVER =
            Set.of(
                    "Runtime",
                    "System",
                    "Process",
                    "ProcessBuilder",
                    "Thread",
                    "Class",
                    "ClassLoader",
                    "ServiceLoader",
                    "Timer");
    private static final Set<String> GLOBALS =
            Set.of("illumiomonitor.spi.Findings", "illumiomonitor.spi.History", "Findings");

    private final Place place;
    private final List<RuleError> errors = new ArrayList<>();

    Refusals(Place place) {
        this.place = place;
    }

    List<RuleError> of(PackageDescr tree) {
        tree.getImports().forEach(this::imported);
        tree.getFunctionImports().forEach(this::imported);
        tree.getAccumulateImports()
                .forEach(
                        accumulate ->
                                refuse(
                                        accumulate.getTarget(),
                                        "accumulate functions of one's own are not taken"));
        for (FunctionDescr function : tree.getFunctions()) {
            refuse(function.getName(), "functions are not taken; write it into the condition");
        }
        for (EnumDeclarationDescr declared : tree.getEnumDeclarations()) {
            refuse(declared.getTypeName(), "\"declare enum\" is not taken");
        }
        for (GlobalDescr global : tree.getGlobals()) {
            if (!GLOBALS.contains(global.getType())) {
                refuse(
                        global.getType(),
                        "the only global is \"global illumiomonitor.spi.Findings findings\"");
            }
        }
        return errors;
    }

    private void imported(ImportDescr imported) {
        String target = imported.getTarget();
        boolean harmful = false;
        for (String part : target.split("\\.")) {
            harmful |= NEVER.contains(part);
        }
        if (harmful || !IMPORTS.matcher(target).matches()) {
            refuse(
                    target,
                    "import of "
                            + target
                            + " is not taken; rules import from illumiomonitor.spi, java.util,"
                            + " java.time and java.lang");
        }
    }

    private void refuse(String word, String message) {
        errors.add(place.at(place.word(word, 0), word, message));
    }
}
