package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Allowance.How;
import illumiomonitor.engine.rule.guard.Allowance.Members;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the list of what rules may touch. */
final class AllowedReader {

    final List<Allowance> allowances = new ArrayList<>();
    final Set<String> caught = new HashSet<>();
    final Set<String> functions = new HashSet<>();
    private String part = "";
    private String name = "";
    private String why = "";
    private List<Members> members = new ArrayList<>();

    static String text() {
        try (InputStream in = AllowedReader.class.getResourceAsStream("allowed.txt")) {
            if (in == null) {
                throw new IllegalStateException("the list of what rules may touch is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of what rules may touch cannot be read", e);
        }
    }

    AllowedReader() {
        text().lines().forEach(this::line);
        close();
    }

    private void line(String line) {
        String reason = line.contains(" | ") ? line.substring(line.indexOf(" | ") + 3) : "";
        String[] words = line.replaceFirst(" \\|.*", "").strip().split(" +");
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("[")) {
            close();
            part = line;
        } else if (words[0].equals("class")) {
            close();
            name = words[1];
            why = reason;
        } else if (words[0].equals("catch")) {
            close();
            caught.add(words[1].replace('.', '/'));
        } else if (words[0].equals("accumulate")) {
            close();
            functions.addAll(Arrays.asList(words).subList(1, words.length));
        } else {
            members(words, reason);
        }
    }

    private void members(String[] words, String reason) {
        How how = How.of(words[0]);
        List<String> names = List.of(words).subList(how == How.PLAIN ? 0 : 1, words.length);
        members.add(new Members(how, names, reason));
    }

    private void close() {
        if (!name.isEmpty()) {
            boolean forText = !part.startsWith("[compiled");
            allowances.add(new Allowance(part, name, why, forText, members));
        }
        name = "";
        members = new ArrayList<>();
    }
}
