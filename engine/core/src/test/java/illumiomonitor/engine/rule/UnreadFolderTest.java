package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What nobody can look at is not gone. Root may read whatever it likes, so the folder here is put
 * where its path is longer than the system takes, which nobody can read.
 */
class UnreadFolderTest {

    private static final int LONGEST_PATH = 4095;
    private static final String FOLDER = "own-" + "x".repeat(60);

    @TempDir Path dir;
    private Path link;
    private Path shallow;
    private Path deep;
    private Planted planted;
    private Rulebook rulebook;

    @BeforeEach
    void open() throws IOException {
        shallow = dir.resolve("shallow");
        deep = deep(dir.toRealPath().resolve("deep"));
        link = dir.resolve("rules");
        Trials.write(shallow, "a.drl", Trials.blocked("a", 1));
        Trials.write(shallow, FOLDER + "/b.drl", Trials.blocked("b", 1));
        Files.createSymbolicLink(link, shallow);
        planted = new Planted();
        rulebook = new Rulebook(link, planted.store, Clock.systemUTC());
        rulebook.refresh(Journal.none());
    }

    /** A path that is long enough for the folder in it to be too long, and no file beside it. */
    private static Path deep(Path from) throws IOException {
        Path deep = from;
        int room = LONGEST_PATH - FOLDER.length();
        while (deep.toString().length() < room) {
            int left = room - deep.toString().length();
            deep = deep.resolve("d".repeat(Math.max(1, Math.min(200, left))));
        }
        Files.createDirectories(deep.getParent());
        return deep;
    }

    @AfterEach
    void close() throws IOException {
        planted.close();
        if (Files.exists(deep)) {
            move(deep, shallow);
        }
    }

    private void move(Path from, Path to) throws IOException {
        Files.move(from, to);
        Files.delete(link);
        Files.createSymbolicLink(link, to);
    }

    private List<String> states(Rulebook book) {
        return book.states().stream()
                .map(one -> one.rule().replace(FOLDER, "own") + " " + one.state())
                .toList();
    }

    @Test
    void its_rules_go_on_and_say_why_and_are_well_when_it_can_be_read_again() throws IOException {
        move(shallow, deep);
        Trials.write(deep, "c.drl", Trials.blocked("c", 1));
        List<String> said = new ArrayList<>();
        rulebook.refresh(telling(said));
        rulebook.refresh(telling(said));

        assertThat(rulebook.rules()).extracting(RuleInfo::name).containsExactly("a", "b", "c");
        assertThat(states(rulebook)).containsExactly("a OK", "b BROKEN", "c OK");
        assertThat(rulebook.states().get(1).errors())
                .singleElement()
                .extracting(RuleError::message)
                .asString()
                .startsWith(FOLDER + " cannot be read: ")
                .endsWith(": let the service read it");
        assertThat(said)
                .filteredOn(line -> line.contains("cannot be read"))
                .singleElement()
                .asString()
                .startsWith("Rule " + FOLDER + "/b.drl: ")
                .contains("; version ")
                .endsWith(" goes on");

        move(deep, shallow);
        rulebook.refresh(Journal.none());

        assertThat(states(rulebook)).containsExactly("a OK", "b OK", "c OK");
    }

    @Test
    void its_rules_go_on_when_the_service_starts_and_cannot_read_it() throws IOException {
        move(shallow, deep);
        Rulebook next = new Rulebook(link, planted.store, Clock.systemUTC());

        next.refresh(Journal.none());

        assertThat(next.rules()).extracting(RuleInfo::name).containsExactly("a", "b");
        assertThat(states(next)).containsExactly("a OK", "b BROKEN");
    }

    @Test
    void where_no_rule_of_it_is_known_the_folder_itself_is_told() throws IOException {
        move(shallow, deep);
        try (Planted other = new Planted()) {
            Rulebook next = new Rulebook(link, other.store, Clock.systemUTC());
            next.refresh(Journal.none());

            assertThat(states(next)).containsExactly("a OK", "own BROKEN");
        }
        assertThat(RuleCheck.of(link))
                .singleElement()
                .extracting(RuleError::toString)
                .asString()
                .startsWith(FOLDER + ": " + FOLDER + " cannot be read: ");
    }

    @Test
    void a_rules_folder_that_is_away_at_the_start_takes_nothing_from_what_is_known()
            throws IOException {
        Files.delete(link);
        Rulebook next = new Rulebook(link, planted.store, Clock.systemUTC());
        next.refresh(Journal.none());

        assertThat(known()).containsExactly("a OK", "b OK");

        Files.createSymbolicLink(link, shallow);
        Trials.write(shallow, "a.drl", "rule \"a\" when");
        next.refresh(Journal.none());

        assertThat(next.rules()).extracting(RuleInfo::name).containsExactly("a", "b");
        assertThat(states(next)).containsExactly("a BROKEN", "b OK");
    }

    private List<String> known() {
        return planted.store
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select rule || ' ' || state from rule_state"
                                                        + " order by rule")
                                        .mapTo(String.class)
                                        .list());
    }

    private static Journal telling(List<String> said) {
        return new Journal() {
            @Override
            public void info(String line) {}

            @Override
            public void warn(String line) {
                said.add(line);
            }
        };
    }
}
