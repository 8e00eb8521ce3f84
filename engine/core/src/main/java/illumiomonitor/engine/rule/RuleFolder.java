package illumiomonitor.engine.rule;

import java.io.IOException;
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

/** The folder of rule files. Files are named relative to it, with slashes. */
final class RuleFolder {

    private static final String SUFFIX = ".drl";

    /** How a file looked from outside. */
    record Stamp(long size, Instant changedAt) {}

    private final Path dir;

    RuleFolder(Path dir) {
        this.dir = dir.toAbsolutePath().normalize();
    }

    Path dir() {
        return dir;
    }

    /** Every rule file there is, sorted by name. Hidden files and folders are left out. */
    Map<String, Stamp> scan() throws IOException {
        Map<String, Stamp> found = new TreeMap<>();
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
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (file.toString().endsWith(SUFFIX) && !hidden(file)) {
                            BasicFileAttributes real =
                                    attributes.isSymbolicLink()
                                            ? Files.readAttributes(file, BasicFileAttributes.class)
                                            : attributes;
                            found.put(
                                    root.relativize(file).toString().replace('\\', '/'),
                                    new Stamp(real.size(), real.lastModifiedTime().toInstant()));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        // It went away, or may not be read: then it is not a rule now.
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found;
    }

    private static boolean hidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    /**
     * The text of a file.
     *
     * @throws IOException if it cannot be read or is not UTF-8
     */
    String read(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(inside(file));
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("the file is not UTF-8 text", e);
        }
    }

    /** Writes a file whole or not at all. */
    void write(String file, String text) {
        Path target = inside(file);
        Path beside = target.resolveSibling("." + target.getFileName() + ".new");
        try {
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
