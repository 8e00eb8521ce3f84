package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that is there before its question. */
class SqlReadyTest {

    @TempDir private Path folder;

    private Store open() {
        return Store.open("jdbc:h2:file:" + folder.resolve("monitor"));
    }

    @Test
    void the_next_question_goes_to_a_process_that_waits_and_sees_what_came_meanwhile()
            throws Exception {
        try (Store store = open()) {
            Sample sample = new Sample(store).estate();
            sample.pull(1, "OK");
            store.console().expectMore();
            assertThat(processes()).as("nobody has asked yet").isEmpty();

            assertThat(pulls(store)).isEqualTo("[[1]]");
            Awaitility.await().until(() -> processes().size() == 1);
            ProcessHandle ready = processes().get(0);
            sample.pull(2, "OK");

            assertThat(pulls(store)).isEqualTo("[[2]]");
            assertThat(ready.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
            Awaitility.await().until(() -> processes().size() == 1);
        }
        Awaitility.await().until(() -> processes().isEmpty());
    }

    @Test
    void who_asks_once_leaves_no_process_behind() throws Exception {
        try (Store store = open()) {
            assertThat(pulls(store)).isEqualTo("[[0]]");

            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> processes().isEmpty());
        }
    }

    private static String pulls(Store store) throws InterruptedException {
        return store.console()
                .query("select count(*) from pulls", Duration.ofSeconds(30), 10)
                .rows()
                .toString();
    }

    /** Nothing else that a test of this module starts outlives its test. */
    private static List<ProcessHandle> processes() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .toList();
    }
}
