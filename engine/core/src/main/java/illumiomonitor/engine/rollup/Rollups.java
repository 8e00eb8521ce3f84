package illumiomonitor.engine.rollup;

import illumiomonitor.db.RightOfWay;
import illumiomonitor.db.RightOfWay.Courtesy;
import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.FlowWindows;
import illumiomonitor.spi.Flow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ObjIntConsumer;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the past up to date, anchored to its own progress: a pull is taken in once it is committed,
 * and marks the hours and days that it touched; those are made as a whole, once they are over, and
 * again when late rows, a reset or a later inbound twin touch them. Every step may be repeated, so
 * a crash between any two costs a repetition only. Thread-safe.
 */
public final class Rollups {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** How long pulls go first in all: then other runs of the same PCE have waited enough. */
    private static final Duration COURTESY = Duration.ofSeconds(10);

    private final Store store;
    private final FlowWindows windows;
    private final Edges edges;
    private final Duration spreadAfter;
    private final Duration settle;
    private final Progress progress;
    private final RollupTable table;
    private final EdgeDays days;

    /** One makes at a time. Taking in a pull does not wait for it. */
    private final ReentrantLock making = new ReentrantLock();

    /** What was touched after its making began. Guarded by itself. */
    private final Set<List<Object>> touched = new HashSet<>();

    private final AtomicLong version = new AtomicLong();
    private final Map<Integer, Instant> madeUpTo = new HashMap<>();

    Rollups(
            Store store,
            FlowWindows windows,
            Edges edges,
            EdgeDays days,
            Duration spreadAfter,
            Duration settle) {
        this.store = store;
        this.windows = windows;
        this.edges = edges;
        this.spreadAfter = spreadAfter.compareTo(HOUR) > 0 ? spreadAfter : HOUR;
        this.settle = settle;
        this.progress = new Progress(store);
        this.table = new RollupTable(store);
        this.days = days;
    }

    /** Another number whenever an hour was made. */
    long version() {
        return version.get();
    }

    /** What is to be said of how many edges of a PCE are known; empty while there is room. */
    public Optional<String> crowd(int pceId) {
        return edges.crowd(pceId);
    }

    /** Where sums of days come in that no pull brought. */
    public EdgeDays days() {
        return days;
    }

    /**
     * Learns a whole day of the past, beside pulls that are taken in.
     *
     * @param mark what else belongs to the same transaction, given the edges of the day
     * @return edges of the day
     */
    public int learn(
            int pceId, LocalDate day, Collection<EdgeDays.Row> rows, ObjIntConsumer<Handle> mark)
            throws InterruptedException {
        making.lockInterruptibly();
        try {
            // Numbers of new edges are nobody's until they are committed.
            int edgesOfDay =
                    edges.alone(
                            pceId,
                            () ->
                                    store.jdbi()
                                            .inTransaction(
                                                    handle -> {
                                                        int found =
                                                                days.learn(
                                                                        handle, pceId, day, rows);
                                                        mark.accept(handle, found);
                                                        return found;
                                                    }));
            days.forget(pceId, (int) day.toEpochDay());
            return edgesOfDay;
        } finally {
            making.unlock();
        }
    }

    /**
     * Takes in what pulls have committed, and once an hour makes what is due. For a run that waits
     * for it.
     *
     * @param tick of the run; what ended later than its settled tick is left for later
     * @return rows taken in
     */
    public long before(int pceId, String pce, Instant tick) throws InterruptedException {
        return before(pceId, pce, tick, RightOfWay.none());
    }

    /**
     * The same while nobody waits for it: pulls go first.
     *
     * @param next the tick of the next run
     */
    public long ahead(int pceId, String pce, Instant next) throws InterruptedException {
        return before(pceId, pce, next, store.rightOfWay().courtesy(COURTESY));
    }

    private long before(int pceId, String pce, Instant tick, Courtesy courtesy)
            throws InterruptedException {
        long rows = takeIn(pceId, pce, courtesy);
        Instant over = Hours.start(Hours.of(tick.minus(settle)));
        boolean made;
        synchronized (madeUpTo) {
            made = over.equals(madeUpTo.put(pceId, over));
        }
        if (!made) {
            make(pceId, pce, tick, courtesy);
        }
        return rows;
    }

    /** Takes in committed pulls, in their order. */
    public long takeIn(int pceId, String pce) throws InterruptedException {
        return takeIn(pceId, pce, RightOfWay.none());
    }

    private long takeIn(int pceId, String pce, Courtesy courtesy) throws InterruptedException {
        FlowWindows reading = windows.with(courtesy);
        long rows = 0;
        for (Progress.Pull pull : progress.pulls(pceId)) {
            rows += takeIn(pceId, pce, pull, reading);
        }
        return rows;
    }

    private long takeIn(int pceId, String pce, Progress.Pull pull, FlowWindows reading)
            throws InterruptedException {
        Set<Long> hours = new TreeSet<>(uncountedHours(pceId, pull));
        long rows = 0;
        if (pull.any()) {
            // The stretch begins before the first increment, so that none is left out.
            FlowWindows.Pulled pulled =
                    reading.pulled(pceId, pce, pull.id(), pull.from().minusSeconds(1), pull.to());
            edges.learn(pceId, pulled.flows());
            for (Flow flow : pulled.flows()) {
                rows++;
                touch(hours, pulled.since().apply(flow.id()), flow.lastDetected());
            }
        }
        Set<Long> touchedDays = new TreeSet<>();
        hours.forEach(hour -> touchedDays.add(Math.floorDiv(hour, (long) Hours.PER_DAY)));
        synchronized (touched) {
            store.jdbi()
                    .useTransaction(
                            handle -> Progress.taken(handle, pceId, pull.id(), hours, touchedDays));
            hours.forEach(hour -> touched.add(List.of(pceId, Progress.HOUR, Hours.start(hour))));
            touchedDays.forEach(
                    day -> touched.add(List.of(pceId, Progress.DAY, Hours.dayStart(day))));
        }
        return rows;
    }

    /** An hour is (start, end], as a window is. */
    private void touch(Set<Long> hours, Instant since, Instant until) {
        long last = Hours.of(until.minusNanos(1_000));
        boolean spread = Duration.between(since, until).compareTo(spreadAfter) > 0;
        long first = spread ? Hours.of(since) : last;
        for (long hour = first; hour <= last; hour++) {
            hours.add(hour);
        }
    }

    /** Hours in which a row grew that this pull made count no more. */
    private Set<Long> uncountedHours(int pceId, Progress.Pull pull) {
        Set<Long> hours = new HashSet<>();
        store.jdbi()
                .useHandle(
                        handle -> {
                            for (Instant first : uncounted(handle, pceId, pull.id())) {
                                for (long hour = Hours.of(first.minusNanos(1_000));
                                        hour <= Hours.of(pull.tick());
                                        hour++) {
                                    hours.add(hour);
                                }
                            }
                        });
        return hours;
    }

    private static List<Instant> uncounted(Handle handle, int pceId, long pull) {
        return handle.createQuery(
                        """
                        select distinct f.first_detected
                          from uncounted u
                          join flow f on f.flow_id = u.flow_id
                         where u.pull_id = :pull
                           and f.pce_id = :pce
                        """)
                .bind("pull", pull)
                .bind("pce", pceId)
                .map((row, ctx) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
    }

    /**
     * Makes the hours and days that are due and over, the oldest first. Pulls go first.
     *
     * @return how many
     */
    public int make(int pceId, String pce, Instant tick) throws InterruptedException {
        return make(pceId, pce, tick, store.rightOfWay().courtesy(COURTESY));
    }

    private int make(int pceId, String pce, Instant tick, Courtesy courtesy)
            throws InterruptedException {
        FlowWindows reading = windows.with(courtesy);
        making.lockInterruptibly();
        try {
            int made = 0;
            Instant over = tick.minus(settle);
            for (List<Instant> hours : together(pceId, over)) {
                make(pceId, pce, hours, over, courtesy);
                made += hours.size();
            }
            for (Instant day : progress.due(pceId, Progress.DAY, over.minus(DAY).plusNanos(1))) {
                begin(pceId, Progress.DAY, day);
                days.make(pceId, Hours.day(day), reading.between(pceId, pce, day, day.plus(DAY)));
                end(pceId, Progress.DAY, day);
                made++;
            }
            return made;
        } finally {
            making.unlock();
        }
    }

    /** The hours that are due, by week, the oldest first. */
    private Collection<List<Instant>> together(int pceId, Instant over) {
        Map<Long, List<Instant>> byWeek = new TreeMap<>();
        for (Instant hour : progress.due(pceId, Progress.HOUR, over.minus(HOUR).plusNanos(1))) {
            byWeek.computeIfAbsent(Hours.week(Hours.of(hour)), week -> new ArrayList<>()).add(hour);
        }
        return byWeek.values();
    }

    private void make(int pceId, String pce, List<Instant> hours, Instant over, Courtesy courtesy)
            throws InterruptedException {
        FlowWindows reading = windows.with(courtesy);
        FlowWindows along = hours.size() > 1 ? reading.alongTime() : reading;
        HoursOfWeek sums = new HoursOfWeek();
        for (Instant hour : hours) {
            if (sums.isFull()) {
                write(pceId, sums, over, courtesy);
                sums = new HoursOfWeek();
            }
            begin(pceId, Progress.HOUR, hour);
            sums.add(
                    Hours.of(hour),
                    HourSums.of(along.between(pceId, pce, hour, hour.plus(HOUR)), courtesy));
        }
        write(pceId, sums, over, courtesy);
    }

    private void write(int pceId, HoursOfWeek sums, Instant over, Courtesy courtesy)
            throws InterruptedException {
        table.write(pceId, sums, Hours.of(over), courtesy);
        version.incrementAndGet();
        sums.hours().forEach(hour -> end(pceId, Progress.HOUR, Hours.start(hour)));
    }

    private void begin(int pceId, String kind, Instant start) {
        synchronized (touched) {
            touched.remove(List.<Object>of(pceId, kind, start));
        }
    }

    private void end(int pceId, String kind, Instant start) {
        synchronized (touched) {
            if (!touched.contains(List.<Object>of(pceId, kind, start))) {
                progress.made(pceId, kind, start);
            }
        }
    }
}
