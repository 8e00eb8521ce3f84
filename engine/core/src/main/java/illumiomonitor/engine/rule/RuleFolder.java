package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.TextCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The folder of rule files. Files are named relative to it, with slashes. */
final class RuleFolder {

    private static final String SUFFIX = ".drl";
    private static final String CASES = ".yaml";
    private static final int RACY_SECONDS = 3;

    /** What is longer is refused before anything of it is read into memory or kept. */
    static final int MOST_BYTES = 4 * TextCheck.LONGEST;

    private static final int MOST_CASE_BYTES = 1_000_000;

    /** How a file looked from outside. */
    record Stamp(long size, Instant changedAt) {}

    /**
     * What stands in the folder.
     *
     * @param rules by name
     * @param cases by the name of the rule file that they would stand beside
     */
    record Found(Map<String, Stamp> rules, Map<String, Stamp> cases) {}

    /**
     * Whether a file still is what was read. One that changes twice within a tick of its clock may
     * look the same both times.
     */
    static boolean same(Stamp now, @Nullable Stamp before, Instant readAt) {
        return now.equals(before) && now.changedAt().isBefore(readAt.minusSeconds(RACY_SECONDS));
    }

    private final Path dir;

    RuleFolder(Path dir) {
        this.dir = dir.toAbsolutePath().normalize();
    }

    Path dir() {
        return dir;
    }

    /** Every file there is, sorted by name. Hidden files and folders are left out. */
    Found scan() throws IOException {
        Map<String, Stamp> rules = new TreeMap<>();
        Map<String, Stamp> cases = new TreeMap<>();
        Path root = dir.toRealPath();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return !folder.equals(root) && hidden(folder)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = root.relativize(file).toString().replace('\\', '/');
                        if (!hidden(file) && name.endsWith(SUFFIX)) {
                            rules.put(name, stamp(file, attributes));
                        } else if (!hidden(file) && name.endsWith(CASES)) {
                            cases.put(beside(name, CASES, SUFFIX), stamp(file, attributes));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        // It went away, or may not be read: then it is not a rule now.
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new Found(rules, cases);
    }

    private static Stamp stamp(Path file, BasicFileAttributes attributes) {
        BasicFileAttributes real = attributes;
        if (attributes.isSymbolicLink()) {
            try {
                real = Files.readAttributes(file, BasicFileAttributes.class);
            } catch (IOException e) {
                // It leads nowhere, which reading it will tell.
                real = attributes;
            }
        }
        return new Stamp(real.size(), real.lastModifiedTime().toInstant());
    }

    private static String beside(String name, String ending, String other) {
        return name.substring(0, name.length() - ending.length()) + other;
    }

    private static boolean hidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    /**
     * The text of a file.
     *
     * @throws IOException if it cannot be read, is too long, leads out of the folder or is not
     *     UTF-8
     */
    String read(String file) throws IOException {
        String text = text(inside(file), MOST_BYTES);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * The text of the cases beside a rule file.
     *
     * @throws IOException as {@link #read} does
     */
    String cases(String file) throws IOException {
        return text(dir.resolve(beside(file, SUFFIX, CASES)), MOST_CASE_BYTES);
    }

    private String text(Path file, int most) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(dir.toRealPath())) {
            throw new IOException("it is a link that leads out of the rules folder: copy the file");
        }
        return text(real, real, most);
    }

    /**
     * The text of a rule file that somebody names.
     *
     * @throws IOException if it cannot be read, is too long or is not UTF-8
     */
    static String text(Path file) throws IOException {
        return text(file, file.toRealPath(), MOST_BYTES);
    }

    private static String text(Path file, Path real, int most) throws IOException {
        if (!Files.isRegularFile(real)) {
            throw new IOException("it is no plain file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(real)) {
            // One that grows while it is read is not believed to be as long as it was.
            bytes = in.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            throw new IOException(
                    "it is longer than " + most + " bytes: put what it says into several files");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("the file " + file.getFileName() + " is not UTF-8 text", e);
        }
    }

    /** Writes a file whole or not at all. */
    void write(String file, String text) {
        Path target = inside(file);
        Path beside = target.resolveSibling("." + target.getFileName() + ".new");
        try {
            stays(target, file);
            Files.createDirectories(target.getParent());
            Files.writeString(beside, text);
            Files.move(
                    beside,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("rule file " + file + " cannot be written", e);
        }
    }

    /** A folder in between may be a link that leads out. */
    private void stays(Path target, String file) throws IOException {
        Path there = target.getParent();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        boolean whole = !Files.exists(dir);
        if (!whole && (there == null || !there.toRealPath().startsWith(dir.toRealPath()))) {
            throw new IllegalArgumentException("rule file " + file + " is not in the rules folder");
        }
    }

    /**
     * The file itself.
     *
     * @throws IllegalArgumentException if the name leads out of the folder or is no rule file's
     */
    Path inside(String file) {
        Path path = dir.resolve(file).normalize();
        boolean plain = !file.isBlank() && !file.contains("\\") && !Path.of(file).isAbsolute();
        if (!plain || !path.startsWith(dir) || path.equals(dir) || file.contains("..")) {
            throw new IllegalArgumentException("rule file " + file + " is not in the rules folder");
        }
        if (!file.endsWith(SUFFIX) || hidden(path)) {
            throw new IllegalArgumentException(
                    "rule file " + file + " must have a name that ends in " + SUFFIX);
        }
        return path;
    }
}
