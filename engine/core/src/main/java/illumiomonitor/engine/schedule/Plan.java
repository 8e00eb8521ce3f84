package illumiomonitor.engine.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import illumiomonitor.db.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each task is to be done next, as the store has it. A time that was written down before the
 * machine's clock was set back lies too far ahead: for so long nothing at all would be done.
 */
final class Plan {

    private static final Logger LOG = LoggerFactory.getLogger(Plan.class);

    /** Clocks are put right by less all the time, this machine's and the PCE's. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final Store store;
    private final Clock clock;
    private final Map<String, Schedule> schedules = new LinkedHashMap<>();

    Plan(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void add(String name, Schedule schedule) {
        schedules.put(name, schedule);
    }

    /** Brings forward what is planned for later than its next time. */
    void bringForward() {
        Instant now = clock.instant();
        long moved =
                schedules.entrySet().stream()
                        .filter(
                                task ->
                                        bringForward(
                                                task.getKey(),
                                                task.getValue()
                                                        .getNextExecutionTime(
                                                                ExecutionComplete.simulatedSuccess(
                                                                        now))))
                        .count();
        if (moved > 0) {
            LOG.warn(
                    "The clock of this machine was set back, to {}: what was planned for later than it should be is brought forward",
                    now);
        }
    }

    private boolean bringForward(String name, Instant next) {
        return store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createUpdate(
                                                        """
                                                        update scheduled_tasks
                                                           set execution_time = :next, version = version + 1
                                                         where task_name = :name
                                                           and not picked
                                                           and execution_time > :latest
                                                        """)
                                                .bind("name", name)
                                                .bind("next", next)
                                                .bind("latest", next.plus(SLACK))
                                                .execute())
                > 0;
    }
}
