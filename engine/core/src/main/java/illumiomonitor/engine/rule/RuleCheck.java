package illumiomonitor.engine.rule;

import illumiomonitor.engine.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what is wrong with rule files, without a rulebook; empty when nothing is. */
public final class RuleCheck {

    private RuleCheck() {}

    /** What is wrong with a rule file, or with all of a folder. */
    public static List<RuleError> of(Path path) throws IOException {
        return of(path, Retained.EVERYTHING);
    }

    /** What is wrong with a text. */
    public static List<RuleError> of(String file, String text) {
        return of(file, text, Retained.EVERYTHING);
    }

    /** The same as {@link #of(Path)} for rules that are to judge a store which keeps so much. */
    public static List<RuleError> of(Path path, Config.Keep keep) throws IOException {
        return of(path, new Retained(keep));
    }

    /** The same as {@link #of(String, String)} for a store that keeps so much. */
    public static List<RuleError> of(String file, String text, Config.Keep keep) {
        return of(file, text, new Retained(keep));
    }

    static List<RuleError> of(Path path, Retained retained) throws IOException {
        Path real = path.toRealPath();
        if (Files.isDirectory(real)) {
            RuleFiles files =
                    new RuleFiles(new RuleFolder(real), new RuleCompiler(), retained, null);
            files.look(Set.of(), file -> Optional.empty(), file -> true);
            List<RuleError> errors = new ArrayList<>(files.folders());
            files.all().forEach(file -> errors.addAll(file.errors));
            return errors;
        }
        Path name = real.getFileName();
        return of(name == null ? "" : name.toString(), RuleFolder.text(real), retained);
    }

    static List<RuleError> of(String file, String text, Retained retained) {
        RuleText read = retained.held(RuleReader.read(file, text));
        return read.errors().isEmpty()
                ? new RuleCompiler().compile(List.of(read)).errors.getOrDefault(file, List.of())
                : read.errors();
    }
}
