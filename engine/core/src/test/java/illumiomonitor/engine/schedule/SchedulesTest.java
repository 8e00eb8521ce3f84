package illumiomonitor.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs over several processes, one after the other, on one store. */
class SchedulesTest {

    private final Semaphore runs = new Semaphore(0);
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(H2.memory());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Schedules process() {
        return process("cycle-hq");
    }

    private Schedules process(String name) {
        Schedules schedules = new Schedules(store);
        schedules.atTicks(name, Grid.every(Duration.ofDays(1)), () -> Duration.ZERO, runs::release);
        schedules.start();
        return schedules;
    }

    private boolean runsWithin(int seconds) throws InterruptedException {
        return runs.tryAcquire(seconds, TimeUnit.SECONDS);
    }

    /** Until the run's next time is written down. */
    private Instant next() {
        while (true) {
            Instant next = planned();
            if (next.isAfter(Instant.now())) {
                return next;
            }
            Thread.onSpinWait();
        }
    }

    private Instant planned() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select execution_time from scheduled_tasks
                                                 where task_name = 'cycle-hq'
                                                """)
                                        .mapTo(Instant.class)
                                        .one());
    }

    private void due(Instant at) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                update scheduled_tasks set execution_time = :at
                                                 where task_name = 'cycle-hq'
                                                """)
                                        .bind("at", at)
                                        .execute());
    }

    @Test
    void a_new_installation_runs_at_once_and_a_restart_waits_for_the_next_tick() throws Exception {
        try (Schedules first = process()) {
            assertThat(runsWithin(20)).isTrue();
            next();
        }
        try (Schedules second = process()) {
            assertThat(runsWithin(3)).isFalse();
        }
    }

    @Test
    void what_this_process_does_not_do_any_more_is_forgotten() throws Exception {
        try (Schedules first = process("cycle-closed-branch")) {
            assertThat(runsWithin(20)).isTrue();
        }
        try (Schedules second = process()) {
            assertThat(runsWithin(20)).isTrue();

            List<String> names =
                    store.jdbi()
                            .withHandle(
                                    handle ->
                                            handle.createQuery(
                                                            "select task_name from scheduled_tasks")
                                                    .mapTo(String.class)
                                                    .list());
            assertThat(names).containsExactly("cycle-hq");
        }
    }

    @Test
    void what_is_due_goes_on_when_the_clock_is_set_back_by_an_hour() {
        LabClock clock = LabClock.at("2026-07-01T10:00:02Z");
        Semaphore deliveries = new Semaphore(0);
        try (Schedules schedules = new Schedules(store, clock)) {
            schedules.every("outbox", Duration.ofSeconds(2), deliveries::release);
            schedules.atTicks(
                    "cycle-hq",
                    Grid.every(Duration.ofMinutes(5)),
                    () -> Duration.ZERO,
                    runs::release);
            schedules.start();
            await().until(() -> runs.tryAcquire() && deliveries.tryAcquire());
            await().until(() -> planned().isAfter(clock.instant()));

            clock.advance(Duration.ofHours(-1));

            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(planned()).isEqualTo("2026-07-01T09:05:00Z"));
            clock.advance(Duration.ofMinutes(5));
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> runs.tryAcquire() && deliveries.tryAcquire());
        }
    }

    @Test
    void a_run_that_was_missed_starts_with_the_service_once_however_many_were_missed()
            throws Exception {
        try (Schedules first = process()) {
            assertThat(runsWithin(20)).isTrue();
            next();
        }
        due(Instant.now().minus(Duration.ofDays(3)));

        try (Schedules second = process()) {
            assertThat(runsWithin(20)).isTrue();
            assertThat(next()).isAfter(Instant.now());
            assertThat(runsWithin(2)).isFalse();
        }
    }
}
