package illumiomonitor.web.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What a folder of connection logs says of itself: who is malicious, and when something ended. */
final class Labelled {

    private final Set<String> malicious = new HashSet<>();
    private final Set<String> benign = new HashSet<>();
    private final TreeSet<Long> ends = new TreeSet<>();

    private Labelled() {}

    static Labelled of(Path folder) throws IOException {
        Labelled labelled = new Labelled();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                labelled.read(file);
            }
        }
        labelled.benign.removeAll(labelled.malicious);
        return labelled;
    }

    private void read(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        file.toString().endsWith(".gz")
                                                ? new GZIPInputStream(bytes)
                                                : bytes,
                                        StandardCharsets.UTF_8))) {
            List<String> names = List.of();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#fields")) {
                    List<String> all = Arrays.asList(line.split("\t| {3}"));
                    names = all.subList(1, all.size());
                } else if (!line.startsWith("#")) {
                    take(names, line.split("\t| {3}"));
                }
            }
        }
    }

    private void take(List<String> names, String[] values) {
        double end = Double.parseDouble(value(names, values, "ts"));
        String duration = value(names, values, "duration");
        end += duration.isEmpty() || duration.equals("-") ? 0 : Double.parseDouble(duration);
        ends.add((long) Math.ceil(end));
        String source = value(names, values, "id.orig_h");
        switch (value(names, values, "label")) {
            case "Malicious" -> malicious.add(source);
            case "Benign" -> benign.add(source);
            default -> {}
        }
    }

    private static String value(List<String> names, String[] values, String name) {
        int at = names.indexOf(name);
        return at < 0 || at >= values.length ? "" : values[at];
    }

    boolean isLabelled() {
        return !malicious.isEmpty() || !benign.isEmpty();
    }

    Set<String> malicious() {
        return malicious;
    }

    /** Sources of which all is benign. */
    Set<String> benign() {
        return benign;
    }

    /** Second of the first end of a connection. */
    long first() {
        return ends.first();
    }

    long last() {
        return ends.last();
    }

    /** Whether a connection ended in (from, to], seconds. */
    boolean any(long from, long to) {
        Long next = ends.higher(from);
        return next != null && next <= to;
    }
}
