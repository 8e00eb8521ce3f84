package illumiomonitor.engine.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what is wrong with rule files, without a rulebook. */
final class RuleCheck {

    private RuleCheck() {}

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
