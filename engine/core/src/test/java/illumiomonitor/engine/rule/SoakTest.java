package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad rules come and go among good ones; the good ones find what they find without them. */
class SoakTest {

    private static final boolean LONG = System.getProperty("long") != null;
    private static final int RELOADS = LONG ? 1_000 : 12;
    private static final int JUDGEMENTS_EACH = LONG ? 10 : 2;

    private static final int RULES_OF_OURS = 4;

    /** The first loads fill what is kept of past versions. */
    private static final int WARM = 100;

    @TempDir Path dir;

    @Test
    void good_rules_find_the_same_and_memory_stays() throws Exception {
        // In a file, so that the texts that the store keeps are not counted as heap.
        try (Planted planted =
                new Planted(Store.open(H2.file(dir.resolve("store")) + ";CACHE_SIZE=1024"))) {
            plant(planted);
            List<Found> expected = findings(judge(planted, good("alone")));
            assertThat(expected)
                    .extracting(Found::rule)
                    .contains("one", "two", "reach", "talk", "traffic/blocked-burst");
            int good = RULES_OF_OURS + shipped().size();
            Path mixed = good("mixed");
            Rulebook rulebook = new Rulebook(mixed, planted.store, Clock.systemUTC());
            Judge judge = judge(planted, rulebook);
            Memories first = Memories.now();
            for (int i = 1; i <= RELOADS; i++) {
                bad(mixed, i);
                for (int j = 0; j < JUDGEMENTS_EACH; j++) {
                    assertThat(findings(judge)).isEqualTo(expected);
                }
                if (LONG && i == WARM) {
                    first = Memories.now();
                }
            }
            assertThat(rulebook.states())
                    .filteredOn(s -> s.state().equals("OK") || s.state().equals("LEARNING"))
                    .hasSize(good);
            if (LONG) {
                Memories last = Memories.now();
                System.out.printf(
                        "%d reloads of five files, %d judgements: %s, then %s%n",
                        RELOADS, RELOADS * JUDGEMENTS_EACH, first, last);
                assertThat(last.isWithin(0.05, first)).as("%s, then %s", first, last).isTrue();
            }
        }
    }

    private Path good(String name) throws IOException {
        Path folder = dir.resolve(name);
        Trials.write(folder, "one.drl", Trials.blocked("one", 1));
        Trials.write(
                folder,
                "two.drl",
                Trials.rule(
                        "two",
                        "",
                        "groupby( $f : Flow( $ip : srcIp ); $src : $ip; $n : count(),"
                                + " $all : collectList($f) )",
                        "findings.add($src, $all, \"%d\", $n);"));
        Trials.write(
                folder,
                "three.drl",
                Trials.rule(
                        "reach",
                        "",
                        "$f : FanOut( port == 22, destinations > 3 )",
                        "findings.add($f.src().ip(), \"%d\", $f.destinations());"));
        Trials.write(
                folder,
                "four.drl",
                Trials.rule("talk", "", "$t : Talker()", "findings.add($t.ip(), \"it talks\");"));
        for (Path rule : shipped()) {
            Trials.write(folder, "pack/" + rule.getFileName(), Files.readString(rule));
        }
        return folder;
    }

    /** What ships of some topics, as it ships. */
    private static List<Path> shipped() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String topic : List.of("traffic", "unmanaged", "ransomware")) {
            try (Stream<Path> all = Files.list(Path.of("..", "..", "rules", "pack", topic))) {
                all.filter(file -> file.toString().endsWith(".drl")).sorted().forEach(files::add);
            }
        }
        return files;
    }

    private static void bad(Path folder, int turn) throws IOException {
        String[] harms = {
            "throw new IllegalStateException(\"" + turn + "\");",
            Trials.endless() + " // " + turn,
            "String s = \"" + turn + "\"; " + "s = s + s; ".repeat(40),
            "int n = " + turn + " / 0;",
            "System.exit(" + turn + ");",
        };
        for (int i = 0; i < harms.length; i++) {
            String name = "bad" + i;
            boolean slow = harms[i].contains("for (");
            if (!slow || turn % 50 == 1) {
                Files.writeString(
                        folder.resolve(name + ".drl"),
                        Trials.rule(name, "", "$f : Flow( port == 22 )", harms[i]));
            } else {
                Files.deleteIfExists(folder.resolve(name + ".drl"));
            }
        }
    }

    private static void plant(Planted planted) {
        planted.pull(TEN, "OK");
        for (int i = 0; i < 40; i++) {
            planted.flow("10.0.0." + i % 5, "10.1.0." + i, 22).grew(i, TEN);
        }
    }

    private static Judge judge(Planted planted, Path folder) {
        return judge(planted, new Rulebook(folder, planted.store, Clock.systemUTC()));
    }

    private static Judge judge(Planted planted, Rulebook rulebook) {
        return Trials.judge(planted, rulebook, new Config.Judge(1000, Duration.ofMillis(500)));
    }

    private static List<Found> findings(Judge judge) throws InterruptedException {
        return judge.judge(1, "hq", TEN.plusSeconds(1), true, Journal.none()).results().stream()
                .filter(result -> !result.rule().name().startsWith("bad"))
                .peek(result -> assertThat(result.error()).isNull())
                .flatMap(result -> result.findings().stream())
                .toList();
    }
}
