package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rollup.Memory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules of different windows ask of the past at one tick. */
class TwoWindowsTest {

    @TempDir Path dir;

    private final Planted planted = new Planted();

    @AfterEach
    void close() {
        planted.close();
    }

    private static String rule(String name, String window) {
        return """
                package illumiomonitor.rules.%1$s

                import illumiomonitor.spi.*
                import java.time.Duration
                global illumiomonitor.spi.Findings findings
                global illumiomonitor.spi.History history

                rule "%1$s"
                    @title("T") @severity(LOW) @window("%2$s")
                when
                    Tick()
                    eval( history.eventsOf("user.update", Duration.ofHours(2)).size() == 1 )
                then
                    findings.add("ann", "seen");
                end
                """
                .formatted(name, window);
    }

    @Test
    void the_events_that_both_ask_for_are_read_once() throws InterruptedException {
        Trials.write(dir, "a.drl", rule("a", "10m"));
        Trials.write(dir, "b.drl", rule("b", "1h"));
        planted.pull(TEN, "OK");
        planted.event(TEN.minusSeconds(5400), "user.update", "success", "ann", "10.1.1.3");
        AtomicInteger reads = new AtomicInteger();
        planted.store
                .jdbi()
                .setSqlLogger(
                        new SqlLogger() {
                            @Override
                            public void logBeforeExecution(StatementContext context) {
                                if (context.getRawSql().contains("from event")) {
                                    reads.incrementAndGet();
                                }
                            }
                        });
        Rulebook rulebook =
                new Rulebook(dir, planted.store, Clock.fixed(TEN.plusSeconds(60), ZoneOffset.UTC));
        Config.Judge bounds = Config.Judge.defaults();
        Memory memory =
                new Memory(
                        planted.store,
                        Config.Pull.defaults(),
                        bounds,
                        ZoneOffset.UTC,
                        (pce, tick) -> List.of());
        Judge judge = Trials.judge(planted, rulebook, bounds, memory);

        List<RuleResult> results = judge.judge(1, "hq", TEN, true, Journal.none()).results();

        assertThat(results)
                .hasSize(2)
                .allSatisfy(result -> assertThat(result.error()).isNull())
                .allSatisfy(result -> assertThat(result.findings()).hasSize(1));
        assertThat(reads).hasValue(1);
        judge.judge(1, "hq", TEN, true, Journal.none());
        assertThat(reads).as("judged again").hasValue(2);
    }
}
