package illumiomonitor.db;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts the processes that answer questions. While somebody asks in a service, one more is ready
 * for what is asked next, because a virtual machine takes a second to start. Thread-safe.
 */
final class SqlProcesses implements AutoCloseable {

    /** As -Xmx takes it. */
    private static final String MEMORY = "512m";

    /** What a program needs to start; keys and passwords are not among it. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH");

    /** Bytes of a machine that has room for one that does nothing: it takes some 60 MB. */
    private static final long ROOMY = 3_500_000_000L;

    /** Somebody who has not asked for so long has gone. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final String memory;
    private boolean keeps;
    private boolean closed;
    private @Nullable Process ready;

    SqlProcesses() {
        this(MEMORY);
    }

    /**
     * @param memory of each, as -Xmx takes it
     */
    SqlProcesses(String memory) {
        this.memory = memory;
    }

    /** From the first question on, unless the machine is small. */
    synchronized void keepOneReady() {
        keeps = machineBytes() >= ROOMY;
    }

    /** One that waits for its question. */
    Process take() {
        Process waiting = leave();
        return waiting != null && waiting.isAlive() ? waiting : start();
    }

    private synchronized @Nullable Process leave() {
        Process waiting = ready;
        ready = null;
        return waiting;
    }

    /** A question has come to its end; the next may follow. */
    synchronized void prepare() {
        if (!keeps || closed || ready != null && ready.isAlive()) {
            return;
        }
        try {
            Process waiting = start(SqlProcess.READY);
            ready = waiting;
            CompletableFuture.delayedExecutor(IDLE.toSeconds(), TimeUnit.SECONDS)
                    .execute(() -> letGo(waiting));
        } catch (SqlRefused e) {
            // The next question starts its own, and says why it cannot.
            ready = null;
        }
    }

    private synchronized void letGo(Process waiting) {
        if (ready == waiting) {
            ready = null;
            waiting.destroyForcibly();
        }
    }

    private Process start(String... how) {
        List<String> command = new ArrayList<>(machine());
        command.addAll(List.of(how));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        try {
            return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new SqlRefused(
                    "the process that answers could not be started: " + e.getMessage(), e);
        }
    }

    private List<String> machine() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-Xss1m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                // Where the machine speaks, the answer would be taken for broken.
                "-XX:+DisplayVMOutputToStderr",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                SqlProcess.class.getName());
    }

    private static long machineBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Process waiting = leave();
        if (waiting != null) {
            waiting.destroyForcibly();
        }
    }
}
