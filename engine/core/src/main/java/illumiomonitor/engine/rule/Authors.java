package illumiomonitor.engine.rule;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wrote a file of the rules folder. Of a file that just lies there nobody knows; when the
 * folder is a git checkout, what git itself wrote is told by git's own diary of the checkout and,
 * where git can be asked, by the commit.
 */
final class Authors {

    private static final Logger LOG = LoggerFactory.getLogger(Authors.class);

    /** Git writes its diary right after the files. */
    private static final Duration NEAR = Duration.ofSeconds(10);

    /** {@code old new Name <mail> seconds zone TAB what was done}. */
    private static final Pattern ENTRY =
            Pattern.compile("\\w+ (\\w{7})\\w* (.*?) <[^>]*> (\\d+) [+-]\\d+\\t(.*)");

    private static final String BY_FILE = "file";
    private static final int LAST_BYTES = 64 * 1024;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_REASON = 2000;

    private final Path dir;

    /** Who saved a text, and why. */
    record Author(String name, String reason) {

        Author {
            name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
            reason =
                    reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        }
    }

    Authors(Path dir) {
        this.dir = dir;
    }

    /**
     * @param changed when the file was written, null when unknown
     */
    Author ofFile(String file, @Nullable Instant changed) {
        return Optional.ofNullable(changed)
                .flatMap(this::byGit)
                .flatMap(puller -> byCommit(file, puller))
                .orElse(new Author(BY_FILE, ""));
    }

    /** Whoever pulled, where git cannot be asked; nobody when the file was edited since. */
    private Optional<Author> byCommit(String file, Author puller) {
        GitLog log = new GitLog(dir);
        return log.edited(file)
                ? Optional.empty()
                : Optional.of(log.newest(file).map(Authors::author).orElse(puller));
    }

    private static Author author(GitLog.Commit commit) {
        return new Author(
                commit.author(),
                "git " + commit.id() + " of " + commit.at() + ": " + commit.subject());
    }

    private Optional<Author> byGit(Instant changed) {
        return diary().flatMap(file -> newest(file, changed));
    }

    private Optional<Path> diary() {
        for (Path folder = dir; folder != null; folder = folder.getParent()) {
            Path diary = folder.resolve(".git/logs/HEAD");
            if (Files.isRegularFile(diary)) {
                return Optional.of(diary);
            }
        }
        return Optional.empty();
    }

    private static Optional<Author> newest(Path diary, Instant changed) {
        List<String> lines = lastLines(diary);
        for (int i = lines.size() - 1; i >= 0 && i >= lines.size() - 20; i--) {
            Matcher entry = ENTRY.matcher(lines.get(i));
            if (entry.matches()) {
                Instant done = Instant.ofEpochSecond(Long.parseLong(entry.group(3)));
                if (Duration.between(done, changed).abs().compareTo(NEAR) <= 0) {
                    return Optional.of(
                            new Author(
                                    entry.group(2),
                                    "git " + entry.group(4) + " (" + entry.group(1) + ")"));
                }
            }
        }
        return Optional.empty();
    }

    /** It grows with every pull, and names may be written in the letters of another time. */
    private static List<String> lastLines(Path diary) {
        try (SeekableByteChannel in = Files.newByteChannel(diary)) {
            in.position(Math.max(0, in.size() - LAST_BYTES));
            byte[] end = Channels.newInputStream(in).readNBytes(LAST_BYTES);
            return new String(end, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            LOG.debug("git's diary {} cannot be read, so nobody knows who wrote", diary, e);
            return List.of();
        }
    }
}
