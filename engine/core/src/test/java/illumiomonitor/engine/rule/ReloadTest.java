package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Journal;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
                                rulebook.asOf(Planted.TEN.minusSeconds(9))
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
}
