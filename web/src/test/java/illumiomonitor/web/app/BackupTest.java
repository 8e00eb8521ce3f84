package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.web.service.RunRequest;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code backup} says to somebody who stands in the wrong folder. */
final class BackupTest extends Watching {

    @BeforeEach
    void start() throws Exception {
        watch(LabClock.at("2026-07-01T08:00:00Z"));
    }

    @Test
    void a_store_that_was_never_used_is_not_saved_as_if_it_were_one() throws Exception {
        Path file = folder.resolve("one.zip");

        assertThatThrownBy(() -> service.backup(file))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.CONFIGURATION))
                .hasMessageStartingWith("there is nothing to save: no run was ever stored in ");
        assertThat(file).doesNotExist();

        service.run(RunRequest.now(), Journal.none());

        assertThat(service.backup(file).bytes()).isEqualTo(Files.size(file));
    }

    @Test
    void a_place_where_nothing_can_be_created_is_no_bug_of_ours() throws Exception {
        service.run(RunRequest.now(), Journal.none());
        Path file = Files.writeString(folder.resolve("file"), "").resolve("one.zip");

        assertThatThrownBy(() -> service.backup(file))
                .isInstanceOf(RuntimeException.class)
                .hasMessage(
                        "the backup "
                                + file
                                + " cannot be written: where it should stand there is no folder, and none can be made");
    }
}
