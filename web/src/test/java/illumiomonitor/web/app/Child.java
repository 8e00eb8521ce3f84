package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import illumiomonitor.web.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** The program in a process of its own, as an operator runs it. */
final class Child implements AutoCloseable {

    /** What a process returns that a SIGTERM ended, by the custom of Unix. */
    static final int TERMINATED = 143;

    /** The same of a Ctrl-C. */
    static final int INTERRUPTED = 130;

    private static final Pattern ENDED = Pattern.compile("ended (\\d+) ms after the signal");

    private final Path folder;
    private final Process process;
    private final BufferedReader out;
    private @Nullable ThreadMXBean threads;

    private Child(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Child start(Path folder, String... args) throws IOException {
        return start(List.of(), folder, args);
    }

    /**
     * As in a terminal, whose Ctrl-C ends it. Who starts tests in the background may have them
     * ignore that signal, and what they start with them.
     */
    static Child startInTerminal(Path folder, String... args)
            throws IOException, InterruptedException {
        List<String> terminal = List.of("env", "--default-signal=INT");
        assumeThat(isAble(terminal)).as("env of coreutils 8.31 or newer").isTrue();
        return start(terminal, folder, args);
    }

    private static boolean isAble(List<String> by) throws InterruptedException {
        List<String> trial = new ArrayList<>(by);
        trial.add("true");
        try {
            return new ProcessBuilder(trial)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no env at all
        }
    }

    private static Child start(List<String> by, Path folder, String... args) throws IOException {
        List<String> command = new ArrayList<>(by);
        command.addAll(
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

    /** Whether one of its threads is at work in there just now, as a thread dump shows it. */
    boolean isIn(String place) throws IOException {
        return Stream.of(threads().dumpAllThreads(false, false))
                .flatMap(thread -> Stream.of(thread.getStackTrace()))
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .anyMatch(frame -> frame.contains(place));
    }

    /** Asks the process itself: a jstack for each look would take its processor from it. */
    // The address is the one that the child itself gave, on this machine.
    @SuppressWarnings("BanJNDI")
    private ThreadMXBean threads() throws IOException {
        ThreadMXBean known = threads;
        if (known == null) {
            try {
                VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
                String address = machine.startLocalManagementAgent();
                machine.detach();
                known =
                        ManagementFactory.newPlatformMXBeanProxy(
                                JMXConnectorFactory.connect(new JMXServiceURL(address))
                                        .getMBeanServerConnection(),
                                ManagementFactory.THREAD_MXBEAN_NAME,
                                ThreadMXBean.class);
            } catch (AttachNotSupportedException e) {
                throw new IOException("the process cannot be asked", e);
            }
            threads = known;
        }
        return known;
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
        return signal("TERM");
    }

    /** As Ctrl-C does. */
    Stop interrupt() throws IOException, InterruptedException {
        return signal("INT");
    }

    private Stop signal(String name) throws IOException, InterruptedException {
        long start = System.nanoTime();
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
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
