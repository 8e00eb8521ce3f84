package illumiomonitor.engine.rollup;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.RightOfWay;
import illumiomonitor.db.Store;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PullsFirstTest extends MemoryContract {

    @Override
    Store openEmpty() {
        return Store.open("jdbc:h2:mem:" + UUID.randomUUID());
    }

    @BeforeEach
    void an_hour_is_due() throws InterruptedException {
        planted.pull(TEN.minusSeconds(5400), "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(7, TEN.minusSeconds(5400));
        memory.rollups().takeIn(PCE, "hq");
    }

    @Test
    void sums_that_nobody_waits_for_are_made_when_the_pull_beside_them_is_over() throws Exception {
        RightOfWay.Passage pull = planted.store.rightOfWay().take();
        CompletableFuture<Thread> maker = new CompletableFuture<>();
        CompletableFuture<Long> sums =
                CompletableFuture.supplyAsync(
                        () -> {
                            maker.complete(Thread.currentThread());
                            return summed(false);
                        });
        while (maker.get().getState() != Thread.State.TIMED_WAITING) {
            assertThat(sums).isNotDone();
            Thread.onSpinWait();
        }
        assertThat(hours()).isZero();

        pull.close();

        sums.get();
        assertThat(hours()).isPositive();
    }

    @Test
    @SuppressWarnings("try") // The passage only has to be taken.
    void a_run_that_needs_them_does_not_wait_for_its_own_pull() {
        try (RightOfWay.Passage pull = planted.store.rightOfWay().take()) {
            long begun = System.nanoTime();
            summed(true);

            assertThat(hours()).isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(COURTESY);
        }
    }

    /** How long sums would let the pull go first. */
    private static final Duration COURTESY = Duration.ofSeconds(10);

    private long summed(boolean now) {
        try {
            return now
                    ? memory.rollups().before(PCE, "hq", TEN)
                    : memory.rollups().ahead(PCE, "hq", TEN);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int hours() {
        return planted.store
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select count(*) from rollup")
                                        .mapTo(int.class)
                                        .one());
    }
}
