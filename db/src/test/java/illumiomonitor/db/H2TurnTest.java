package illumiomonitor.db;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import illumiomonitor.db.StoreException.Problem;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may open a store, of several that want to. */
class H2TurnTest extends H2FileTest {

    @Test
    void a_store_that_another_process_holds_is_refused_with_one_sentence() throws Exception {
        store.close();
        Process holder = OtherProcess.holding(url("monitor"));
        try {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(this::openAgain)
                    .withMessageContaining("in use by another process")
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(
                            () -> Store.restore(folder.resolve("none.zip"), url("monitor"), true))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
        } finally {
            holder.destroyForcibly().waitFor();
        }
        store = openAgain();
    }

    @Test
    void a_store_that_another_process_brings_up_to_date_is_refused_with_one_sentence()
            throws Exception {
        Path turn = folder.resolve("fresh.opening.lock");
        try (FileChannel other = FileChannel.open(turn, CREATE, WRITE)) {
            other.lock();

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Store.open(url("fresh")))
                    .withMessageContaining(
                            "is being opened, brought up to date or restored by another process")
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
        }

        Store.open(url("fresh")).close();
        Store.open(url("fresh")).close();

        assertThat(turn)
                .as("one that is taken away could be locked by two who opened it at other times")
                .exists();
    }

    @Test
    void a_process_that_is_killed_while_it_makes_the_schema_leaves_a_store_that_opens()
            throws Exception {
        for (int round = 0; round < 3; round++) {
            String name = "fresh" + round;
            Process killed = OtherProcess.opening(url(name));
            Path made = folder.resolve(name + ".mv.db");
            Path moving = folder.resolve(name + ".migrating.mv.db");
            long enough = 16_384L * (round + 1);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> size(made) + size(moving) > enough);
            killed.destroyForcibly().waitFor();

            try (Store fresh = Store.open(url(name))) {
                assertThat(
                                fresh.console()
                                        .query(
                                                "select count(*) from history.runs",
                                                Duration.ofSeconds(10),
                                                1)
                                        .rows())
                        .hasSize(1);
            }
            assertThat(moving).doesNotExist();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    @Test
    void a_turn_stays_closed_to_others_when_it_is_asked_for_once_more_here() throws Exception {
        Path file = folder.resolve("fresh.mv.db");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        try (Turn turn = Turn.of(file)) {
            for (Path again : List.of(file, link.resolve("fresh.mv.db"))) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> Turn.of(again))
                        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));
            }

            assertThat(turn).isNotNull();
            assertThat(isOpenToOthers("fresh")).isFalse();
        }
        assertThat(isOpenToOthers("fresh")).isTrue();
    }

    @Test
    void a_store_that_is_open_here_stays_closed_to_others_when_somebody_asks_to_replace_it()
            throws Exception {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.restore(folder.resolve("none.zip"), url("monitor"), true))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE));

        assertThat(isOpenToOthers("monitor")).isFalse();
    }

    private boolean isOpenToOthers(String name) throws Exception {
        Process other = OtherProcess.holding(url(name));
        try {
            return !other.waitFor(Duration.ofMillis(500).toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
