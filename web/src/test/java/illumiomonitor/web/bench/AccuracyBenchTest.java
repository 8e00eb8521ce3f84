package illumiomonitor.web.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped rules say of days that are made up. */
class AccuracyBenchTest {

    private static final List<String> ATTACKERS =
            List.of("192.168.1.10", "192.168.1.12", "192.168.1.13", "192.168.1.14", "192.168.1.15");

    /** One for both days, each of which is a PCE of its own: it takes in all the shipped rules. */
    private static Courtroom room;

    private static int tried;

    @TempDir Path data;

    @BeforeAll
    static void open() throws IOException {
        room = new Courtroom(2);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    private Map<String, TreeSet<String>> judged(MadeDay day) throws Exception {
        return tried(day).subjects();
    }

    private Trial tried(MadeDay day) throws Exception {
        Files.writeString(
                Files.createDirectories(data.resolve("made")).resolve("conn.log"), day.text());
        Capture capture = Capture.in(data).get(0);
        Recording recording = Recording.of(capture);
        assertThat(recording.faults()).isEmpty();
        Trial trial = new Trial(room, tried++, recording);
        trial.run();
        return trial;
    }

    @Test
    void attacks_are_found_and_the_work_of_an_office_alarms_nobody() throws Exception {
        Map<String, TreeSet<String>> subjects =
                judged(
                        new MadeDay()
                                .office()
                                .sweep("192.168.1.10")
                                .slowScan("192.168.1.12")
                                .guesses("192.168.1.13")
                                .flood("192.168.1.14")
                                .orphan("192.168.1.15"));

        assertThat(subjects.get("traffic/horizontal-sweep")).containsExactly("192.168.1.10");
        assertThat(subjects.get("traffic/vertical-scan-slow")).containsExactly("192.168.1.12");
        assertThat(subjects.get("traffic/sign-in-guessing"))
                .containsExactly("192.168.1.13 > 192.168.1.2");
        assertThat(subjects.get("traffic/flood")).containsExactly("192.168.1.14 > 45.33.1.9");
        assertThat(subjects.get("traffic/retry-storm"))
                .containsExactly("192.168.1.15 > 45.33.1.10");
        List<String> others =
                subjects.values().stream()
                        .flatMap(Set::stream)
                        .filter(subject -> ATTACKERS.stream().noneMatch(subject::startsWith))
                        .toList();
        assertThat(others).as("%s", subjects).isEmpty();
    }

    @Test
    void rules_on_what_other_rules_found_are_judged_too() throws Exception {
        Trial trial =
                tried(
                        new MadeDay()
                                .sweep("192.168.1.10")
                                .slowScan("192.168.1.10")
                                .guesses("192.168.1.10")
                                .flood("192.168.1.10"));

        assertThat(trial.learning().get("entity/risk")).containsExactly("192.168.1.10");
    }

    @Test
    void logs_beside_each_other_are_captures_and_parts_of_one_log_are_one() throws Exception {
        for (String log :
                new String[] {
                    "one/008-conn.log",
                    "one/010-conn.log",
                    "one/README.md",
                    "two/conn.00:00:00-01:00:00.log",
                    "two/conn.01:00:00-02:00:00.log",
                    "three/2024-04-19/conn.log",
                    "three/2024-04-20/conn.log",
                    "four/Capture-7-1/bro/conn.log",
                    "four/Capture-8-1/bro/conn.log"
                }) {
            Path file = data.resolve(log);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }

        assertThat(Capture.in(data))
                .extracting(capture -> capture + ": " + capture.logs().size())
                .containsExactly(
                        "four, Capture-7-1: 1",
                        "four, Capture-8-1: 1",
                        "one, 008: 1",
                        "one, 010: 1",
                        "three: 2",
                        "two: 2");
    }
}
