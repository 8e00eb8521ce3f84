package illumiomonitor.plugins.zeek;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The connection logs that a path names. */
final class Logs {

    /** Zeek's summaries stand beside the logs, and connections still open are told once more. */
    private static final Pattern OTHERS =
            Pattern.compile("(.*[^a-z])?(conn-summary|(open|known)_conns?)\\b.*");

    private static final Pattern LOGS =
            Pattern.compile(
                    "(.*[^a-z])?conn([^a-z].*)?\\.(log|json|ndjson|csv|tsv|labell?ed)\\b.*");

    private Logs() {}

    /**
     * The path itself where it is a file, else all logs in it and below, in the order of their
     * names.
     */
    static List<Path> of(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        // Zeek's own folder of current logs is a link.
        try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> logs =
                    all.filter(Files::isRegularFile).filter(Logs::isLog).sorted().toList();
            Set<Path> names = Set.copyOf(logs);
            return logs.stream().filter(file -> !isBeingPacked(file, names)).toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static boolean isLog(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return LOGS.matcher(name).matches() && !OTHERS.matcher(name).matches();
    }

    /** The packed half of a log that is still there as it was. */
    private static boolean isBeingPacked(Path file, Set<Path> names) {
        String name = file.getFileName().toString();
        return name.endsWith(".gz")
                && names.contains(file.resolveSibling(name.substring(0, name.length() - 3)));
    }
}
