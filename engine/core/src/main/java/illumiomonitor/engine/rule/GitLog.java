package illumiomonitor.engine.rule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks git which commit a file is of. Where there is no git, or it may not read the checkout,
 * nobody knows.
 */
final class GitLog {

    private static final long PATIENCE_SECONDS = 5;

    /** Nothing that the checkout's own settings name is run. */
    private static final List<String> GIT =
            List.of("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "diff.external=");

    private final Path dir;

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

    /** Empty when the file is not as it was committed, too. */
    Optional<Commit> newest(String file) {
        return ask("diff", "--no-ext-diff", "--quiet", "HEAD", "--", file)
                .flatMap(same -> ask("log", "-1", "--format=%an%n%h%n%aI%n%s", "--", file))
                .map(said -> said.split("\n", 4))
                .filter(parts -> parts.length == 4)
                .map(parts -> new Commit(parts[0], parts[3].strip(), parts[1], parts[2]));
    }

    /** What git says, empty when it refuses. */
    private Optional<String> ask(String... words) {
        List<String> command = new ArrayList<>(GIT);
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(dir.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        try {
            return said(builder.start());
        } catch (IOException e) {
            return Optional.empty(); // there is no git
        }
    }

    private static Optional<String> said(Process git) throws IOException {
        try {
            git.getOutputStream().close();
            if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || git.exitValue() != 0) {
                return Optional.empty();
            }
            return Optional.of(
                    new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            git.destroyForcibly();
        }
    }
}
