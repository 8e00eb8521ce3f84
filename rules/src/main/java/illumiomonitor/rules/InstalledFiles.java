package illumiomonitor.rules;

import illumiomonitor.engine.check.RuleWarnings;
import illumiomonitor.engine.rule.Trial;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Remembers in the folder itself what was installed there, to tell what somebody changed and to put
 * both changes together when another text ships.
 */
final class InstalledFiles {

    private static final String MEMORY = ".installed";
    private static final String BASES = ".shipped";
    private static final String RULES = ".drl";
    private static final String CASES = ".yaml";
    private static final String OPEN = "conflict:";

    private final Path dir;
    private final Properties hashes;

    private InstalledFiles(Path dir, Properties hashes) {
        this.dir = dir;
        this.hashes = hashes;
    }

    static InstalledFiles read(Path dir) throws IOException {
        Properties hashes = new Properties();
        Path memory = dir.resolve(MEMORY);
        if (Files.exists(memory)) {
            hashes.load(new StringReader(Files.readString(memory)));
        }
        return new InstalledFiles(dir, hashes);
    }

    /** Whether a file was installed here and is not there any more. */
    boolean wasTakenAway(String file) {
        return hashes.containsKey(file) && !Files.exists(dir.resolve(file));
    }

    /**
     * Takes the cases away whose rule somebody took away, unless somebody changed them.
     *
     * @param file a case file, or another, of which nothing is done
     * @return what was done; empty when the file goes its own way
     */
    Optional<Pack.Action> follow(String file) throws IOException {
        if (!file.endsWith(CASES) || !wasTakenAway(beside(file))) {
            return Optional.empty();
        }
        if (isChanged(file)) {
            return Optional.of(Pack.Action.KEPT);
        }
        Files.deleteIfExists(dir.resolve(file));
        return Optional.of(Pack.Action.ABSENT);
    }

    /** The cases of a rule file, or the rule file of cases. */
    private static String beside(String file) {
        return file.endsWith(RULES)
                ? CaseFolder.beside(file)
                : file.substring(0, file.length() - CASES.length()) + RULES;
    }

    /** Whether it is there, but not as it was installed. */
    private boolean isChanged(String file) throws IOException {
        Path target = dir.resolve(file);
        return Files.exists(target)
                && !hash(Files.readString(target)).equals(hashes.getProperty(file));
    }

    /** Whether somebody changed a rule or its cases: what belongs together stays together. */
    private boolean isSomebodys(String file) throws IOException {
        boolean paired = file.endsWith(RULES) || file.endsWith(CASES);
        return isChanged(file) || paired && isChanged(beside(file));
    }

    /** What was installed here besides these. */
    List<String> beyond(Set<String> files) {
        return new TreeMap<>(hashes)
                .keySet().stream()
                        .map(Object::toString)
                        .filter(file -> !file.startsWith(OPEN) && !files.contains(file))
                        .toList();
    }

    /** Takes away a file that ships no more; empty when somebody had done so. */
    Optional<Pack.Action> retire(String file) throws IOException {
        Path target = dir.resolve(file);
        boolean there = Files.exists(target);
        if (there && isSomebodys(file)) {
            return Optional.of(Pack.Action.ORPHANED);
        }
        Files.deleteIfExists(target);
        Files.deleteIfExists(base(file));
        Files.deleteIfExists(conflict(file));
        hashes.remove(file);
        hashes.remove(OPEN + file);
        return there ? Optional.of(Pack.Action.RETIRED) : Optional.empty();
    }

    /**
     * Brings a file up to date.
     *
     * @param merges whether a file that somebody changed takes in what changed in the shipped one
     */
    Pack.Action put(String file, String text, boolean merges) throws IOException {
        Path target = dir.resolve(file);
        if (!Files.exists(target)) {
            copy(target, file, text);
            return Pack.Action.ADDED;
        }
        String there = Files.readString(target);
        if (there.equals(text)) {
            remember(file, text);
            return Pack.Action.SAME;
        }
        if (hash(there).equals(hashes.getProperty(file))) {
            copy(target, file, text);
            return Pack.Action.UPDATED;
        }
        return merges ? merge(target, file, there, text) : Pack.Action.KEPT;
    }

    private Pack.Action merge(Path target, String file, String yours, String shipped)
            throws IOException {
        Path kept = base(file);
        if (hash(shipped).equals(hashes.getProperty(file)) || !Files.exists(kept)) {
            return Pack.Action.KEPT;
        }
        Path conflict = conflict(file);
        if (hash(shipped).equals(hashes.getProperty(OPEN + file))) {
            if (Files.exists(conflict)) {
                return Pack.Action.CONFLICT;
            }
            // Whoever took the conflict away has looked at it: what stands there is the merge.
            remember(file, shipped);
            return Pack.Action.KEPT;
        }
        Merge.Merged merged = Merge.of(Files.readString(kept), yours, shipped);
        boolean sound =
                merged.conflicts() == 0
                        && (!file.endsWith(RULES)
                                || Trial.of(file, merged.text()).errors().isEmpty());
        if (sound) {
            write(target, merged.text());
            remember(file, shipped);
            return Pack.Action.MERGED;
        }
        write(conflict, merged.text());
        hashes.setProperty(OPEN + file, hash(shipped));
        return Pack.Action.CONFLICT;
    }

    private void copy(Path target, String file, String text) throws IOException {
        write(target, text);
        remember(file, text);
    }

    private void remember(String file, String text) throws IOException {
        hashes.setProperty(file, hash(text));
        hashes.remove(OPEN + file);
        Files.deleteIfExists(conflict(file));
        write(base(file), text);
    }

    private Path base(String file) {
        return dir.resolve(BASES).resolve(file);
    }

    private Path conflict(String file) {
        return dir.resolve(file + RuleWarnings.CONFLICT);
    }

    private static void write(Path target, String text) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path beside = target.resolveSibling("." + target.getFileName() + ".new");
        Files.writeString(beside, text);
        Files.move(
                beside,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    void write() throws IOException {
        StringWriter lines = new StringWriter();
        lines.write(
                "# What \"rules install\" wrote here. A file that differs is somebody's own.\n");
        new TreeMap<>(hashes)
                .forEach(
                        (file, hash) ->
                                lines.write(
                                        file.toString().replace(":", "\\:") + "=" + hash + "\n"));
        write(dir.resolve(MEMORY), lines.toString());
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
