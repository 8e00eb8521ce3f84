package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of very many files is read as far as there is room; what judged goes on. */
class RoomTest {

    @TempDir Path dir;

    private static void look(RuleFiles files) throws IOException {
        files.look(Set.of(), file -> Optional.empty(), file -> true);
    }

    private RuleFiles files(Room room) {
        return new RuleFiles(
                new RuleFolder(dir, room), new RuleCompiler(), Retained.EVERYTHING, null);
    }

    private static List<String> judging(RuleFiles files) {
        return files.all().stream().filter(one -> one.good != null).map(one -> one.name).toList();
    }

    @Test
    void files_beyond_the_most_are_told_and_those_that_judged_go_on() throws IOException {
        RuleFiles files = files(new Room(2, 1_000_000));
        Trials.write(dir, "b.drl", Trials.blocked("b", 1));
        Trials.write(dir, "c.drl", Trials.blocked("c", 1));
        look(files);
        Trials.write(dir, "a.drl", Trials.blocked("a", 1));
        Trials.write(dir, "d.drl", Trials.blocked("d", 1));
        look(files);

        assertThat(judging(files)).containsExactly("a.drl", "b.drl", "c.drl");
        RuleFile left = files.file("c.drl");
        assertThat(left == null ? List.<RuleError>of() : left.errors)
                .singleElement()
                .extracting(RuleError::message)
                .isEqualTo(
                        "c.drl cannot be read: there are more than 2 rule files or 1000000 bytes in"
                                + " the folder: take some away");
        assertThat(files.folders()).extracting(RuleError::file).containsExactly("d.drl");
    }

    @Test
    void texts_and_their_cases_are_summed_up() throws IOException {
        String text = Trials.blocked("a", 1);
        Trials.write(dir, "a.drl", text);
        Trials.write(dir, "b.drl", Trials.blocked("b", 1));
        Trials.write(dir, "b.yaml", "#".repeat(5));
        RuleFiles files = files(new Room(9, 2L * text.length() + 4));
        look(files);

        assertThat(judging(files)).containsExactly("a.drl");
        assertThat(files.folders()).extracting(RuleError::file).containsExactly("b.drl");
    }
}
