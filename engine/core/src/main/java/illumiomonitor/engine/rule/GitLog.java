package illumiomonitor.engine.rule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks git which commit a file is of. Where there is no git, or it may not read the checkout,
 * nobody knows.
 */
final class GitLog {

    private static final long PATIENCE_SECONDS = 5;

    /** Nothing that the checkout's own settings name is run. */
    private static final List<String> GIT =
            List.of("git", "--no-pager", "-c", "core.fsmonitor=false");

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
        // Not "diff": where there is no checkout, that compares two files, and they differ.
        return ask("status", "--porcelain", "--", file)
                .filter(said -> said.code() == 0)
                .filter(said -> !said.text().isBlank())
                .isPresent();
    }

    Optional<Commit> newest(String file) {
        return ask("log", "-1", "--format=%an%n%h%n%aI%n%s", "--", file)
                .filter(said -> said.code() == 0)
                .map(said -> said.text().split("\n", 4))
                .filter(parts -> parts.length == 4)
                .map(parts -> new Commit(parts[0], parts[3].strip(), parts[1], parts[2]));
    }

    /** What git says, empty when there is none or it takes too long. */
    private Optional<Said> ask(String... words) {
        List<String> command = new ArrayList<>(GIT);
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(dir.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        // A service that a hook started must not be sent to the hook's repository.
        builder.environment()
                .keySet()
                .removeAll(Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"));
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
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
            byte[] text = git.getInputStream().readAllBytes();
            return Optional.of(new Said(git.exitValue(), new String(text, StandardCharsets.UTF_8)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            git.destroyForcibly();
        }
    }
}
