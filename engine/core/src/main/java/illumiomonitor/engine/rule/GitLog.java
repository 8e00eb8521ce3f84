package illumiomonitor.engine.rule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks git which commit a file is of. Where there is no git, or it may not read the checkout,
 * nobody knows.
 *
 * <p>A checkout's own settings name programs that git starts: filters, a monitor of files, whoever
 * checks signatures, pagers, hooks, the way to another repository. Whoever owns the checkout would
 * run them as this service. So git is asked only for what it looks up in its own objects, with
 * commands that look at neither files nor signatures; a file is compared here.
 */
final class GitLog {

    private static final long PATIENCE_SECONDS = 5;

    /** Longer than any answer; git waits when nobody reads on. */
    private static final int MOST_BYTES = 60_000;

    private static final List<String> GIT =
            List.of(
                    "git",
                    "--no-pager",
                    "--literal-pathspecs",
                    "-c",
                    "core.fsmonitor=false",
                    "-c",
                    "core.hooksPath=/dev/null",
                    "-c",
                    "log.showSignature=false");

    /** What points git elsewhere, as a hook that started the service may have left it. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "GIT_DIR",
                    "GIT_WORK_TREE",
                    "GIT_COMMON_DIR",
                    "GIT_INDEX_FILE",
                    "GIT_OBJECT_DIRECTORY",
                    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                    "GIT_CONFIG",
                    "GIT_CONFIG_COUNT",
                    "GIT_CONFIG_PARAMETERS",
                    "GIT_PREFIX");

    /** What a checkout left with another repository is not fetched from there. */
    private static final Map<String, String> ALONE =
            Map.of(
                    "GIT_OPTIONAL_LOCKS",
                    "0",
                    "GIT_NO_LAZY_FETCH",
                    "1",
                    "GIT_ALLOW_PROTOCOL",
                    "none",
                    "GIT_TERMINAL_PROMPT",
                    "0");

    private final Path dir;

    private record Said(int code, String text) {}

    /**
     * The newest commit of a file.
     *
     * @param id its first digits
     * @param at when it was written, ISO with the author's zone
     */
    record Commit(String author, String subject, String id, String at) {}

    GitLog(Path dir) {
        this.dir = dir;
    }

    /** Whether a file is not as it was committed; false when nobody can say. */
    boolean edited(String file) {
        Optional<Said> said = ask("rev-parse", "--verify", "--quiet", "HEAD:./" + file);
        if (said.isEmpty() || said.get().code() > 1) {
            return false;
        }
        String committed = said.get().text().strip();
        return said.get().code() == 1 || !ids(file, committed.length()).contains(committed);
    }

    /** What git would call the file as it stands, and as it is where lines end with LF alone. */
    private List<String> ids(String file, int digits) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(dir.resolve(file))) {
            bytes = in.readNBytes(RuleFolder.MOST_BYTES + 1);
        } catch (IOException e) {
            return List.of(); // gone again, so not as it was committed
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        return List.of(id(bytes, digits), id(text.getBytes(StandardCharsets.ISO_8859_1), digits));
    }

    private static String id(byte[] bytes, int digits) {
        try {
            MessageDigest digest = MessageDigest.getInstance(digits > 40 ? "SHA-256" : "SHA-1");
            digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1 and SHA-256", e);
        }
    }

    Optional<Commit> newest(String file) {
        return ask(
                        "rev-list",
                        "--max-count=1",
                        "--encoding=UTF-8",
                        "--format=%an%n%h%n%aI%n%s",
                        "HEAD",
                        "--",
                        file)
                .filter(said -> said.code() == 0)
                // The first line names the commit.
                .map(said -> said.text().split("\n", 5))
                .filter(parts -> parts.length == 5)
                .map(parts -> new Commit(parts[1], parts[4].strip(), parts[2], parts[3]));
    }

    /** What git says, empty when there is none or it takes too long. */
    private Optional<Said> ask(String... words) {
        List<String> command = new ArrayList<>(GIT);
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(dir.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeAll(ELSEWHERE);
        builder.environment().putAll(ALONE);
        try {
            return said(builder.start());
        } catch (IOException e) {
            return Optional.empty(); // there is no git
        }
    }

    private static Optional<Said> said(Process git) throws IOException {
        try {
            git.getOutputStream().close();
            if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
            byte[] text = git.getInputStream().readNBytes(MOST_BYTES);
            return Optional.of(new Said(git.exitValue(), new String(text, StandardCharsets.UTF_8)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            git.destroyForcibly();
        }
    }
}
