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
import java.util.Properties;
import java.util.TreeMap;

/**
 * Remembers in the folder itself what was installed there, to tell what somebody changed and to put
 * both changes together when another text ships.
 */
final class InstalledFiles {

    private static final String MEMORY = ".installed";
    private static final String BASES = ".shipped";
    private static final String RULES = ".drl";
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
