package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real git, as somebody called Bob Puller uses it. What it says goes into a file. */
record Git(Path said) {

    boolean isHere() throws IOException, InterruptedException {
        try {
            return start(said.getParent(), List.of("git", "--version")).waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    void in(Path where, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=Bob Puller"));
        command.addAll(List.of("-c", "user.email=bob@example.com", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(words));
        assertThat(start(where, command).waitFor()).as(() -> command + " said " + text()).isZero();
    }

    private Process start(Path where, List<String> command) throws IOException {
        Process git =
                new ProcessBuilder(command)
                        .directory(where.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        git.getOutputStream().close();
        return git;
    }

    private String text() {
        try {
            return Files.readString(said, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "something that cannot be read: " + e;
        }
    }
}
