package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.RuleFolder.Found;
import illumiomonitor.engine.rule.RuleFolder.Stamp;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A look at what stands in the rules folder. Hidden files and folders are left out. */
final class FolderLook extends SimpleFileVisitor<Path> {

    /** The store keeps a rule that cannot be read under the name of its file. */
    private static final int LONGEST_NAME = 240;

    /** Stands where a name has bytes that the system's encoding does not know. */
    private static final char UNKNOWN = '\uFFFD';

    private final Path root;
    private final Map<String, Stamp> rules = new TreeMap<>();
    private final Map<String, Stamp> cases = new TreeMap<>();
    private final Map<String, String> unread = new TreeMap<>();

    private FolderLook(Path root) {
        this.root = root;
    }

    /**
     * Every file there is, sorted by name.
     *
     * @param root the folder, no link
     * @param room for files; those beyond it are not read
     * @throws IOException if the folder itself cannot be looked at
     */
    static Found at(Path root, Room room) throws IOException {
        FolderLook look = new FolderLook(root);
        Files.walkFileTree(root, look);
        look.unread.putAll(room.leaveOut(look.rules, look.cases));
        return new Found(look.rules, look.cases, look.unread);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return !folder.equals(root) && hidden(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = name(file);
        String odd = odd(name);
        if (!hidden(file) && !odd.isEmpty()) {
            if (name.endsWith(RuleFolder.SUFFIX)) {
                unread.put(shown(name), odd);
            }
        } else if (!hidden(file) && name.endsWith(RuleFolder.SUFFIX)) {
            rules.put(name, stamp(file, attributes));
        } else if (!hidden(file) && name.endsWith(RuleFolder.CASES)) {
            cases.put(RuleFolder.ruleOf(name), stamp(file, attributes));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (file.equals(root)) {
            throw e;
        }
        boolean gone = e instanceof NoSuchFileException;
        if (!gone && !hidden(file)) {
            unread.put(shown(name(file)), reason(e));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
            throws IOException {
        return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
    }

    private String name(Path file) {
        List<String> steps = new ArrayList<>();
        root.relativize(file).forEach(step -> steps.add(step.toString()));
        return String.join("/", steps);
    }

    /** Why a file of this name is not read; empty when it is. */
    static String odd(String name) {
        if (name.length() > LONGEST_NAME) {
            return "its name is longer than " + LONGEST_NAME + " letters: give it a shorter one";
        }
        if (name.indexOf(UNKNOWN) >= 0) {
            return "its name is not written in the encoding of the service: rename it, or start the"
                    + " service with LC_ALL=C.UTF-8";
        }
        if (name.indexOf('\\') >= 0) {
            return "its name has a backslash: rename it";
        }
        return OneLine.of(name, LONGEST_NAME).equals(name)
                ? ""
                : "its name has a sign that cannot be seen: rename it";
    }

    static String shown(String name) {
        return OneLine.of(name, LONGEST_NAME);
    }

    private static String reason(IOException e) {
        String said = e instanceof FileSystemException fault ? fault.getReason() : e.getMessage();
        String why =
                said != null
                        ? said
                        : e instanceof AccessDeniedException ? "permission denied" : e.toString();
        return why + ": let the service read it";
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

    /** Also what a disk keeps for itself and nobody may read. */
    static boolean hidden(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || name.equals("lost+found");
    }
}
