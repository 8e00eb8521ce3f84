package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.web.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own, as an operator runs it. */
final class Child implements AutoCloseable {

    /** What a process returns that a SIGTERM ended, by the custom of Unix. */
    static final int TERMINATED = 143;

    private static final Pattern ENDED = Pattern.compile("ended (\\d+) ms after the signal");

    private final Path folder;
    private final Process process;
    private final BufferedReader out;

    private Child(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Child start(Path folder, String... args) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                // The program's own log, not the tests'.
                                "-Dlogback.configurationFile=logback.xml",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectError(folder.resolve("stderr.log").toFile());
        return new Child(folder, builder.start());
    }

    /** Waits for the line that says that it runs. */
    Child ready() throws IOException {
        String line = out.readLine();
        while (line != null && !line.startsWith("READY ")) {
            line = out.readLine();
        }
        assertThat(line).as("the line that says where it is").isNotNull();
        return this;
    }

    /** Waits for its end and gives the last line it printed. */
    String lastLine() throws IOException {
        String last = "";
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            last = line;
        }
        return last;
    }

    /** As the kernel does when memory is short: nothing of the program runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** How an operator's signal was answered. */
    record Stop(int code, Duration untilGone, Duration untilEnded) {}

    /**
     * As an operator does: a signal, then the time until it has ended. What the program itself took
     * is in its log; the process also needs time to leave, which is the machine's.
     */
    Stop terminate() throws IOException, InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        Duration gone = Duration.ofNanos(System.nanoTime() - start);
        Matcher ended = ENDED.matcher(Files.readString(folder.resolve("stderr.log")));
        assertThat(ended.find()).as("its log says how long it took").isTrue();
        return new Stop(
                process.exitValue(), gone, Duration.ofMillis(Long.parseLong(ended.group(1))));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
