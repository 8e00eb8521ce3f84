package illumiomonitor.web.bench;

import illumiomonitor.plugins.zeek.LabelledLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Logs that were recorded at one place: all parts of a log that was rotated are one capture.
 *
 * @param set folder that it was found in
 * @param name within the set; empty when it is all of it
 * @param logs in order
 */
record Capture(String set, String name, List<Path> logs) {

    private static final Pattern DAY = Pattern.compile("[0-9._-]+|current");

    /** What stands before the name of the log: captures side by side differ by it. */
    private static final Pattern LOG = Pattern.compile("[^a-zA-Z]?conn\\b.*");

    Capture {
        logs = List.copyOf(logs);
    }

    /**
     * Those of a folder: each folder in it is a set, and so is the folder itself if it holds logs.
     */
    static List<Capture> in(Path data) throws IOException {
        List<Capture> captures = new ArrayList<>(side(data, data.toAbsolutePath().normalize()));
        for (Path set : folders(data)) {
            captures.addAll(side(set, set));
            Map<String, List<Path>> parts = new TreeMap<>();
            for (Path below : folders(set)) {
                String name = below.getFileName().toString();
                parts.computeIfAbsent(
                                DAY.matcher(name).matches() ? "" : name, n -> new ArrayList<>())
                        .addAll(LabelledLogs.files(below));
            }
            parts.forEach((name, logs) -> add(captures, set, name, logs));
        }
        return captures;
    }

    private static List<Capture> side(Path folder, Path set) throws IOException {
        Map<String, List<Path>> parts = new TreeMap<>();
        for (Path log : LabelledLogs.files(folder)) {
            if (folder.equals(log.getParent())) {
                String name = LOG.matcher(log.getFileName().toString()).replaceFirst("");
                parts.computeIfAbsent(name, n -> new ArrayList<>()).add(log);
            }
        }
        List<Capture> captures = new ArrayList<>();
        parts.forEach((name, logs) -> add(captures, set, name, logs));
        return captures;
    }

    private static void add(List<Capture> captures, Path set, String name, List<Path> logs) {
        if (!logs.isEmpty()) {
            captures.add(new Capture(String.valueOf(set.getFileName()), name, logs));
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    @Override
    public String toString() {
        return name.isEmpty() ? set : set + ", " + name;
    }
}
