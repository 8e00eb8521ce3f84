package illumiomonitor.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which rule files and cases stand at a path: a rule file, its case file, or a folder of them. */
final class CaseFolder {

    static final String RULES = ".drl";
    private static final String CASES = ".yaml";
    private static final String EXCEPTIONS = "exceptions.yaml";

    private CaseFolder() {}

    /** Case files whose rule is gone, or has another name. */
    static List<Path> alone(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(file -> file.toString().endsWith(CASES))
                    .filter(file -> !file.endsWith(EXCEPTIONS))
                    .filter(file -> !hidden(path.relativize(file)))
                    .filter(file -> Files.notExists(file.resolveSibling(rulesOf(file))))
                    .sorted()
                    .toList();
        }
    }

    /** The name of the rule file that cases are of. */
    static String rulesOf(Path cases) {
        String name = String.valueOf(cases.getFileName());
        return name.substring(0, name.length() - CASES.length()) + RULES;
    }

    /**
     * The rule files.
     *
     * @throws IOException if it cannot be read, or there is none for a case file
     */
    static List<Path> rules(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                return all.filter(file -> file.toString().endsWith(RULES))
                        .filter(file -> !hidden(path.relativize(file)))
                        .sorted()
                        .toList();
            }
        }
        String name = path.toString();
        Path drl =
                name.endsWith(CASES)
                        ? Path.of(name.substring(0, name.length() - CASES.length()) + RULES)
                        : path;
        if (!Files.exists(drl)) {
            throw new IOException("there is no rule file " + drl);
        }
        return List.of(drl);
    }

    /** The rulebook does not look there either. */
    private static boolean hidden(Path below) {
        for (Path part : below) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** The case file of a rule file. */
    static Path beside(Path drl) {
        return Path.of(beside(drl.toString()));
    }

    /** The name of the case file of a rule file. */
    static String beside(String drl) {
        return drl.substring(0, drl.length() - RULES.length()) + CASES;
    }
}
