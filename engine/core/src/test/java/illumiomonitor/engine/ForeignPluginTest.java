package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.time.LabClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source and a channel that somebody else wrote, found on the class path. */
class ForeignPluginTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    @Test
    void flows_of_a_foreign_source_are_judged_and_told_by_a_foreign_channel() throws Exception {
        Path ledger = folder.resolve("ledger.txt");
        Path diary = folder.resolve("diary.txt");
        Files.writeString(
                ledger,
                "2026-07-01T07:58:00Z 10.0.0.5 10.0.0.9\n"
                        + "2026-07-01T07:58:30Z 10.0.0.5 10.0.0.10\n");
        try (Installation monitor =
                new Installation(folder, new LabClock(EIGHT))
                        .watchesAny(
                                "{name: books, type: zz-ledger, path: \"%s\"}".formatted(ledger))
                        .tellsAny("{name: log, type: zz-diary, file: \"%s\"}".formatted(diary))
                        .rule("doors", RULE)
                        .open()) {

            assertThat(monitor.run()).extracting(RunResult::result).containsExactly("OK");

            assertThat(monitor.number("sum(connections), 0) from increment")).isEqualTo(2);
            assertThat(diary).content().contains("Doors", "10.0.0.5");
        }
    }

    @Test
    void events_of_a_foreign_source_are_stored_and_judged() throws Exception {
        Path book = folder.resolve("book.txt");
        Path diary = folder.resolve("diary.txt");
        Files.writeString(book, "2026-07-01T07:58:00Z ann\n2026-07-01T07:58:30Z bob\n");
        try (Installation monitor =
                new Installation(folder, new LabClock(EIGHT))
                        .watchesAny("{name: gate, type: zz-gate, path: \"%s\"}".formatted(book))
                        .tellsAny("{name: log, type: zz-diary, file: \"%s\"}".formatted(diary))
                        .rule(
                                "gate",
                                """
                                rule "gate/failed"
                                    @title("Gate") @severity(LOW) @window("10m")
                                when
                                    Event( type == "user.sign_in", status == "failure", $who : who() )
                                then
                                    findings.add($who, "%s did not get in", $who);
                                end
                                """)
                        .open()) {

            assertThat(monitor.run()).extracting(RunResult::result).containsExactly("OK");

            assertThat(monitor.number("count(*), 0) from event")).isEqualTo(2);
            assertThat(monitor.number("count(*), 0) from alert")).isEqualTo(2);
            assertThat(diary).content().contains("Gate");
        }
    }

    private static final String RULE =
            """
            rule "doors/two"
                @title("Doors") @severity(LOW) @window("10m") @threshold(2)
            when
                FanOut( port == 22, destinations >= 2, $src : srcIp, $n : destinations )
            then
                findings.add($src, "%s tried %d doors", $src, $n);
            end
            """;
}
