package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.journal.Journal;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {

    /** More than the versions that are kept for past ticks. */
    private static final int RELOADS = 80;

    @TempDir Path dir;

    @Test
    void versions_that_nobody_asks_for_any_more_go() throws InterruptedException {
        List<WeakReference<Object>> versions = new ArrayList<>();
        try (Planted planted = new Planted()) {
            Rulebook rulebook = new Rulebook(dir, planted.store, Clock.systemUTC());
            Judge judge = Trials.judge(planted, rulebook);
            for (int i = 1; i <= RELOADS; i++) {
                rulebook.save("a.drl", Trials.blocked("a", i), "me", "");
                Judgement judgement =
                        judge.judge(1, "hq", Planted.TEN.minusSeconds(i), true, Journal.none());
                assertThat(judgement.results().get(0).threshold()).isEqualTo(i);
                versions.add(
                        new WeakReference<>(
                                rulebook.inForce()
                                        .at(Planted.TEN.minusSeconds(9))
                                        .get(0)
                                        .compiled()
                                        .model()
                                        .getClass()
                                        .getClassLoader()));
            }
            ManagementFactory.getMemoryMXBean().gc();

            assertThat(versions.stream().filter(version -> version.get() != null).count())
                    .isLessThanOrEqualTo(66);
        }
    }

    /** Ten minutes of a person who saves every second; too long for every build. */
    @Test
    @EnabledIfSystemProperty(named = "long", matches = ".*")
    void a_thousand_reloads_leave_memory_as_it_was() throws InterruptedException {
        try (Planted planted =
                new Planted(Store.open(H2.file(dir.resolve("store")) + ";CACHE_SIZE=1024"))) {
            Path rules = dir.resolve("rules");
            Trials.write(rules, "b.drl", Trials.blocked("b", 1));
            Rulebook rulebook = new Rulebook(rules, planted.store, Clock.systemUTC());
            Judge judge = Trials.judge(planted, rulebook);
            Memories first = Memories.now();
            for (int i = 1; i <= 1_000; i++) {
                rulebook.save("a.drl", Trials.blocked("a", i), "me", "");
                judge.judge(1, "hq", Planted.TEN, true, Journal.none());
                if (i == 100) {
                    first = Memories.now();
                }
            }
            Memories last = Memories.now();

            System.out.println("1000 reloads: " + first + ", then " + last);
            assertThat(last.isWithin(0.05, first)).isTrue();
        }
    }
}
