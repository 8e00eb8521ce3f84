package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a question whose asker has ended without a word. */
class SqlOrphanTest {

    @TempDir private Path folder;

    @Test
    void a_question_that_is_being_worked_on_ends_with_its_killed_asker() throws Exception {
        Process service = service();
        service.getOutputStream()
                .write(
                        "select sum(x) from system_range(1, 1000000000000)\n"
                                .getBytes(StandardCharsets.UTF_8));
        service.getOutputStream().flush();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> service.children().anyMatch(SqlOrphanTest::isBusy));
        ProcessHandle question = service.children().findFirst().orElseThrow();

        service.destroyForcibly().waitFor();

        assertThat(question.onExit().get(15, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    /** It has read its question by then. */
    private static boolean isBusy(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(worked -> worked.compareTo(Duration.ofSeconds(2)) > 0)
                .orElse(false);
    }

    private Process service() throws IOException {
        Process service =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        AskedService.class.getName(),
                                        "jdbc:h2:file:" + folder.resolve("monitor"),
                                        "512m"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo("READY");
        return service;
    }
}
