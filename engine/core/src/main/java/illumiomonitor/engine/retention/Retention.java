package illumiomonitor.engine.retention;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Deletes what is older than it has to be kept, in steps of at most about 200 ms each, so that
 * nobody waits long for a lock. Open days, open alerts and their findings, and the newest pull of
 * each kind stay. Thread-safe; one works at a time.
 */
public final class Retention {

    private static final int TIDY_STEPS = 100;
    private static final long FLOWS_PER_DAY = 1_000_000_000;

    /** Sums of a week, and of a day: their keys begin with it. */
    private static final long SUMS = 1_000_000_000;

    private static final String CLOSED_FINDING =
            """
            not exists (select 1
                          from alert a
                         where a.pce_id = x.pce_id
                           and a.rule = x.rule
                           and a.subject = x.subject
                           and a.state <> 'CLOSED')
            """;

    /** Digests and tests belong to no alert, so they do not go with one. */
    private static final String DONE_MESSAGE = "x.alert_id is null and x.state in ('SENT', 'DEAD')";

    /** The newest good pull of each kind says from where the next one asks. */
    private static final String OLD_PULL =
            """
            x.pull_id <= (select pull_id from flow_total_upto)
            and exists (select 1
                          from pull later
                         where later.pce_id = x.pce_id
                           and later.kind = x.kind
                           and later.tick >= :before
                           and later.outcome in ('OK', 'PARTIAL'))
            """;

    private final Store store;
    private final Config.Keep keep;
    private final Clock clock;
    private final List<Paced> sweeps;
    private volatile long folded;

    /**
     * @param edgesDeleted hears that edges were deleted, once all that had expired are
     */
    public Retention(Store store, Config.Keep keep, Clock clock, Runnable edgesDeleted) {
        this.sweeps = sweeps(edgesDeleted).stream().map(Paced::new).toList();
        this.store = store;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * The first UTC day whose flows are kept, in days since 1970. Rows of older days are refused
     * when pulled.
     *
     * @param now PCE time
     */
    public static long firstFlowDay(Instant now, Config.Keep keep) {
        return Cutoffs.at(now, keep).flowDay();
    }

    /**
     * Works until nothing is left to delete or time is up.
     *
     * @param deadline when to stop; the last step may pass it by its own length
     * @return rows deleted, those that went with them not counted
     * @throws InterruptedException if interrupted between two steps; what was deleted stays deleted
     */
    public long run(Instant deadline) throws InterruptedException {
        foldOncePerDay();
        return sweep(deadline);
    }

    /**
     * The same for a process that soon ends, and cannot know what others of its kind have folded
     * today.
     *
     * @throws InterruptedException if interrupted between two steps; what was deleted stays deleted
     */
    public long runOnce(Instant deadline) throws InterruptedException {
        store.totals().foldWhenMuch();
        return sweep(deadline);
    }

    private long sweep(Instant deadline) throws InterruptedException {
        long deleted = 0;
        long step = -1;
        while (step != 0 && clock.instant().isBefore(deadline)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while deleting what has expired");
            }
            step = step();
            deleted += step;
        }
        tidy(deadline);
        return deleted;
    }

    /** Bounded, so that one run never works on the file for long; the next goes on. */
    private void tidy(Instant deadline) {
        int steps = 0;
        while (steps < TIDY_STEPS && clock.instant().isBefore(deadline) && store.tidy()) {
            steps++;
        }
    }

    /**
     * Totals are folded here when nobody asks, so that a question never waits for weeks of them.
     */
    private void foldOncePerDay() throws InterruptedException {
        long today = Cutoffs.day(clock.instant());
        if (today == folded) {
            store.totals().foldWhenMuch();
        } else {
            store.totals().fold();
            folded = today;
        }
    }

    /** Deletes a little. Returns the rows deleted, 0 when nothing has expired. */
    public synchronized long step() {
        Cutoffs cutoffs = Cutoffs.at(clock.instant(), keep);
        for (Paced sweep : sweeps) {
            long deleted = sweep.step(store, cutoffs);
            if (deleted > 0) {
                return deleted;
            }
        }
        return 0;
    }

    /** The week that the first kept day lies in stays whole. */
    private static long week(Cutoffs cutoffs) {
        return Math.floorDiv(cutoffs.rollups(), 7L);
    }

    private static List<Sweep> sweeps(Runnable edgesDeleted) {
        KeyRange.FirstKept day = (handle, cutoffs) -> cutoffs.flowDay() * FLOWS_PER_DAY;
        return List.of(
                // The flow first: without it nobody sees the rest.
                new KeyRange("flow", "flow_id", day),
                new KeyRange("flow_total", "flow_id", day),
                new KeyRange("uncounted", "flow_id", day),
                new KeyRange("flow_moved", "flow_id", day),
                new KeyRange("flow_note", "flow_id", day),
                new KeyRange("increment", "increment_id", new FirstKeptIncrement()),
                new KeyRange("rollup", "rollup_id", (h, cut) -> week(cut) * SUMS),
                new KeyRange("edge_day", "edge_day_id", (h, cut) -> cut.rollups() * SUMS),
                new Told(
                        new LastDay("edge", "edge_id", "last_day", Cutoffs::rollups), edgesDeleted),
                new OncePerDay("rollup_due", "start_at", Cutoffs::flowDay),
                new OncePerDay("slice", "to_at", Cutoffs::flowDay),
                new OncePerDay("touched_tick", "tick", Cutoffs::flowDay),
                new OncePerDay("judged_tick", "tick", Cutoffs::runs),
                new Walk("event", "event_id", "at", "1 = 1", 1, Cutoffs::events),
                new Evidence(),
                new Walk(
                        "alert",
                        "alert_id",
                        "last_tick",
                        "x.state = 'CLOSED'",
                        20,
                        Cutoffs::alerts),
                new Walk("finding", "finding_id", "tick", CLOSED_FINDING, 2, Cutoffs::alerts),
                new Walk("delivery", "delivery_id", "created_at", DONE_MESSAGE, 1, Cutoffs::alerts),
                new Walk("run", "run", "started_at", "x.ended_at is not null", 100, Cutoffs::runs),
                new Walk("gap", "gap_id", "to_at", "x.closed_at is not null", 1, Cutoffs::gaps),
                new Walk("pull", "pull_id", "tick", OLD_PULL, 2, Cutoffs::pulls));
    }
}
