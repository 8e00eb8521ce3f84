package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.TextCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder of rule files. Files are named relative to it, with slashes. */
final class RuleFolder {

    static final String SUFFIX = ".drl";
    static final String CASES = ".yaml";
    private static final int RACY_SECONDS = 3;

    /** What is longer is refused before anything of it is read into memory or kept. */
    static final int MOST_BYTES = 4 * TextCheck.LONGEST;

    static final int MOST_CASE_BYTES = 1_000_000;

    /** How a file looked from outside. */
    record Stamp(long size, Instant changedAt) {}

    /**
     * What stands in the folder.
     *
     * @param rules by name
     * @param cases by the name of the rule file that they would stand beside
     * @param unread why folders and files could not be looked at, by name
     */
    record Found(Map<String, Stamp> rules, Map<String, Stamp> cases, Map<String, String> unread) {

        /** Why nobody can say whether a file is there; null when it is, or is not. */
        @Nullable String hidden(String file) {
            if (rules.containsKey(file)) {
                return null;
            }
            for (int end = file.length(); end > 0; end = file.lastIndexOf('/', end - 1)) {
                String part = file.substring(0, end);
                String why = unread.get(part);
                if (why != null) {
                    return sentence(part, why);
                }
            }
            return null;
        }

        static String sentence(String name, String reason) {
            return name + " cannot be read: " + reason;
        }
    }

    /**
     * Whether a file still is what was read. One that changes twice within a tick of its clock may
     * look the same both times.
     */
    static boolean same(Stamp now, @Nullable Stamp before, Instant readAt) {
        return now.equals(before) && now.changedAt().isBefore(readAt.minusSeconds(RACY_SECONDS));
    }

    /** Whether a file was written a moment ago, so that whoever writes it may not be done. */
    static boolean fresh(Stamp stamp, Instant now) {
        Duration age = Duration.between(stamp.changedAt(), now).abs();
        return age.toSeconds() < RACY_SECONDS;
    }

    private final Path dir;
    private final Room room;

    RuleFolder(Path dir) {
        this(dir, Room.DEFAULT);
    }

    /**
     * @param room for files; those beyond it are not read
     */
    RuleFolder(Path dir, Room room) {
        this.dir = dir.toAbsolutePath().normalize();
        this.room = room;
    }

    Path dir() {
        return dir;
    }

    /** Every file there is, sorted by name. Hidden files and folders are left out. */
    Found scan() throws IOException {
        return FolderLook.at(dir.toRealPath(), room);
    }

    private static String beside(String name, String ending, String other) {
        return name.substring(0, name.length() - ending.length()) + other;
    }

    /**
     * The text of a file.
     *
     * @throws IOException if it cannot be read, is too long, leads out of the folder or is not
     *     UTF-8
     */
    String read(String file) throws IOException {
        Path path;
        try {
            path = inside(file);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        String text = text(path, MOST_BYTES);
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

    /** Whether there is a case file, readable or not. */
    boolean hasCases(String file) {
        return Files.exists(dir.resolve(casesOf(file)), LinkOption.NOFOLLOW_LINKS);
    }

    /** The name of the cases beside a rule file. */
    static String casesOf(String file) {
        return beside(file, SUFFIX, CASES);
    }

    /** The name of the rule file that such cases stand beside. */
    static String ruleOf(String cases) {
        return beside(cases, CASES, SUFFIX);
    }

    /** Writes a rule file whole or not at all. */
    void write(String file, String text) {
        write(inside(file), file, text);
    }

    /** Writes the cases beside a rule file, in the same way. */
    void writeCases(String file, String text) {
        write(
                inside(file).resolveSibling(casesOf(file.substring(file.lastIndexOf('/') + 1))),
                file,
                text);
    }

    private void write(Path target, String file, String text) {
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

    private static boolean climbs(String file) {
        for (Path step : Path.of(file)) {
            if (step.toString().equals("..")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The file itself.
     *
     * @throws IllegalArgumentException if the name leads out of the folder or is no rule file's
     */
    Path inside(String file) {
        Path path = dir.resolve(file).normalize();
        boolean plain = !file.isBlank() && !file.contains("\\") && !Path.of(file).isAbsolute();
        if (!plain || !path.startsWith(dir) || path.equals(dir) || climbs(file)) {
            throw new IllegalArgumentException("rule file " + file + " is not in the rules folder");
        }
        String odd = FolderLook.odd(file);
        if (!odd.isEmpty()) {
            throw new IllegalArgumentException("rule file " + FolderLook.shown(file) + ": " + odd);
        }
        if (!file.endsWith(SUFFIX) || FolderLook.hidden(path)) {
            throw new IllegalArgumentException(
                    "rule file " + file + " must have a name that ends in " + SUFFIX);
        }
        return path;
    }
}
