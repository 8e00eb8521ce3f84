package illumiomonitor.engine.pull;

import illumiomonitor.db.RightOfWay;
import illumiomonitor.db.Store;
import illumiomonitor.db.StoreException;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.spi.EventSource;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls traffic, events and health of one PCE into the store, each pull whole or not at all. A
 * source that fails is an outcome, written on the pull with its gap, and no exception.
 *
 * <p>Thread-safe: traffic and events may be pulled at the same time, two pulls of a kind wait for
 * each other. There must be one puller per PCE and store.
 */
public final class Puller {

    private static final Logger log = LoggerFactory.getLogger(Puller.class);

    private final Store store;
    private final int pceId;
    private final String pceName;
    private final FlowSource flows;
    private final Config.Pull settings;
    private final Config.Keep keep;
    private final Grid grid;
    private final Clock clock;
    private final Disk disk;
    private final PullBook book;
    private final PceState pce;
    private final TrafficPull traffic;
    private final EventPull events;
    private final Leftovers leftovers;
    private final ReentrantLock trafficLock = new ReentrantLock();
    private final ReentrantLock eventLock = new ReentrantLock();

    /** A puller that looks at no disk and knows no labels to split by. */
    public Puller(
            Store store,
            int pceId,
            String pceName,
            FlowSource flows,
            EventSource events,
            Config.Pull settings,
            Config.Keep keep,
            Grid grid,
            Clock clock) {
        this(store, pceId, pceName, flows, events, settings, keep, grid, clock, null, List::of);
    }

    /**
     * A puller.
     *
     * @param clock the host's
     * @param folder where the store's files are, null when it has none
     * @param labels asked for when nothing else makes an answer small enough
     */
    public Puller(
            Store store,
            int pceId,
            String pceName,
            FlowSource flows,
            EventSource events,
            Config.Pull settings,
            Config.Keep keep,
            Grid grid,
            Clock clock,
            @Nullable Path folder,
            LabelHrefs labels) {
        this(
                store, pceId, pceName, flows, events, settings, keep, grid, clock, folder, labels,
                () -> {});
    }

    /** For tests, which end it between two transactions. */
    Puller(
            Store store,
            int pceId,
            String pceName,
            FlowSource flows,
            EventSource events,
            Config.Pull settings,
            Config.Keep keep,
            Grid grid,
            Clock clock,
            @Nullable Path folder,
            LabelHrefs labels,
            Runnable betweenChunks) {
        this.store = store;
        this.pceId = pceId;
        this.pceName = pceName;
        this.flows = flows;
        this.settings = settings;
        this.keep = keep;
        this.grid = grid;
        this.clock = clock;
        this.disk = new Disk(folder, settings.minFreeDisk());
        this.book = new PullBook(store, pceId);
        this.pce = new PceState(store.jdbi(), pceId);
        this.traffic = new TrafficPull(store, pceId, flows, settings, grid, labels, betweenChunks);
        this.events = new EventPull(store, pceId, events);
        this.leftovers = new Leftovers(store.jdbi());
    }

    /**
     * Pulls traffic as of a tick.
     *
     * @throws InterruptedException if it is to stop; nobody ever sees anything of the pull
     */
    @SuppressWarnings("try") // The passage only has to be ours.
    public PullReport traffic(Instant tick, long run, Journal journal) throws InterruptedException {
        trafficLock.lockInterruptibly();
        try {
            leftovers.remove(PullBook.TRAFFIC);
            Instant now = now();
            long id = book.open(PullBook.TRAFFIC, tick, run, now);
            try (RightOfWay.Passage first = store.rightOfWay().take()) {
                return ended(
                        PullBook.TRAFFIC,
                        id,
                        tick,
                        journal,
                        () -> pullTraffic(id, tick, now, journal));
            }
        } finally {
            trafficLock.unlock();
        }
    }

    /**
     * Pulls events as of a tick.
     *
     * @throws InterruptedException if it is to stop; nobody ever sees anything of the pull
     */
    public PullReport events(Instant tick, long run, Journal journal) throws InterruptedException {
        eventLock.lockInterruptibly();
        try {
            leftovers.remove(PullBook.EVENTS);
            Instant now = now();
            long id = book.open(PullBook.EVENTS, tick, run, now);
            return ended(PullBook.EVENTS, id, tick, journal, () -> pullEvents(id, tick, now));
        } finally {
            eventLock.unlock();
        }
    }

    /**
     * Writes down how the PCE says it is.
     *
     * @param state NORMAL, WARNING, CRITICAL or NOT_AVAILABLE, empty when it did not answer
     * @param reason what is not normal
     * @param failure why it did not answer, null when it did
     */
    public PullReport health(
            Instant tick,
            long run,
            String state,
            String reason,
            @Nullable SourceException failure,
            Journal journal) {
        Instant now = now();
        long id = book.open(PullBook.HEALTH, tick, run, now);
        boolean unwell = state.equals("WARNING") || state.equals("CRITICAL");
        Outcome outcome = failure != null ? Outcome.FAILED : unwell ? Outcome.PARTIAL : Outcome.OK;
        String why = failure != null ? sentence(failure) : reason;
        PullEnd end =
                PullEnd.of(
                        outcome,
                        why,
                        failure != null ? failure.problem().name() : state,
                        tick,
                        tick,
                        now,
                        flows.clockOffset().toMillis());
        store.jdbi().useTransaction(handle -> book.end(handle, id, end));
        if (outcome != Outcome.OK) {
            journal.warn(pceName + " health: " + why);
        }
        return end.report(id, PullBook.HEALTH, failure == null ? null : failure.problem());
    }

    /**
     * Tells which version the PCE runs. After a change it is proven anew what counters count, by
     * the next pull: one that is under way is not waited for.
     */
    public void versionSeen(String version) {
        pce.versionSeen(version, settings.counters().equals("auto"));
    }

    private PullEnd pullTraffic(long id, Instant tick, Instant now, Journal journal)
            throws SourceException, SQLException, InterruptedException {
        Frame frame = frame(tick, now);
        if (tick.isBefore(frame.oldest())) {
            journal.warn(
                    "%s: nothing before %s is kept, so the tick %s brings nothing: set keep.flows higher"
                            .formatted(pceName, frame.oldest(), tick));
        }
        PullEnd end = traffic.pull(id, frame, now, journal);
        journal.info(
                "%s: %,d rows, %,d increments, %,d stale, %,d expired"
                        .formatted(
                                pceName, end.rows(), end.increments(), end.stale(), end.expired()));
        return end;
    }

    private Frame frame(Instant tick, Instant now) {
        String version = pce.version();
        Instant coverage = coverage(tick);
        Instant reached = Times.later(now, tick);
        Instant latest = Times.later(reached, clock.instant());
        Instant oldest = Expiry.oldestDay(latest, keep.flows());
        return new Frame(
                tick,
                book.lastWholeEnd(PullBook.TRAFFIC, reached).orElse(null),
                coverage,
                oldest,
                grid.step(tick),
                traffic.mode(Times.later(coverage, oldest), reached),
                version);
    }

    private Instant coverage(Instant tick) {
        return pce.coverage(Times.startOfDay(tick.minus(settings.firstRun())));
    }

    private PullEnd pullEvents(long id, Instant tick, Instant now)
            throws SourceException, SQLException, InterruptedException {
        Instant kept = now.minus(keep.events());
        Instant coverage = coverage(tick);
        return events.pull(id, tick, Times.later(coverage, kept), now);
    }

    private interface Work {
        PullEnd end() throws SourceException, SQLException, InterruptedException;
    }

    /**
     * Does a pull's work; whatever ends it, the store is as if it had been whole or never begun.
     */
    private PullReport ended(String kind, long id, Instant tick, Journal journal, Work work)
            throws InterruptedException {
        Optional<String> refusal = disk.refusal();
        if (refusal.isPresent()) {
            return failed(kind, id, tick, refusal.get(), PullEnd.DISK, null, journal);
        }
        try {
            PullEnd end = work.end();
            Problem problem = problem(end);
            if (end.outcome() == Outcome.PARTIAL) {
                journal.warn(pceName + ": " + end.reason());
            }
            return end.report(id, kind, problem);
        } catch (SourceException e) {
            takeBack(kind, id);
            return failed(kind, id, tick, sentence(e), e.problem().name(), e.problem(), journal);
        } catch (InterruptedException e) {
            if (hasWritten(kind)) {
                leftovers.add(kind, id);
            } else {
                book.remove(id);
            }
            throw e;
        } catch (SQLException | RuntimeException e) {
            log.error("Pull {} of {} broke off", id, pceName, e);
            takeBackAfter(kind, id, e);
            return failed(
                    kind,
                    id,
                    tick,
                    "The pull broke off: " + e.getMessage(),
                    PullEnd.STORE,
                    null,
                    journal);
        }
    }

    private static @Nullable Problem problem(PullEnd end) {
        for (Problem problem : Problem.values()) {
            if (problem.name().equals(end.problem())) {
                return problem;
            }
        }
        return null;
    }

    /** What the pull has written is removed, if it had begun to. */
    private void takeBack(String kind, long id) {
        if (hasWritten(kind)) {
            new Removal(store.jdbi()).rowsOf(id);
        }
    }

    private boolean hasWritten(String kind) {
        return !kind.equals(PullBook.TRAFFIC) || traffic.brokeOff();
    }

    private void takeBackAfter(String kind, long id, Exception cause) {
        try {
            takeBack(kind, id);
        } catch (RuntimeException e) {
            // The store itself is in trouble; at the next start the rows are removed.
            cause.addSuppressed(e);
            throw new StoreException(
                    StoreException.Problem.BROKEN,
                    "The pull could neither be stored nor taken back: " + cause.getMessage(),
                    cause);
        }
    }

    private PullReport failed(
            String kind,
            long id,
            Instant tick,
            String reason,
            String problem,
            @Nullable Problem sourceProblem,
            Journal journal) {
        Instant now = now();
        Instant covered =
                book.lastWholeEnd(kind, Times.later(now, tick)).orElseGet(() -> coverage(tick));
        Instant from = covered.isBefore(tick) ? covered : tick;
        PullEnd end =
                PullEnd.of(
                        Outcome.FAILED,
                        reason,
                        problem,
                        from,
                        tick,
                        now,
                        flows.clockOffset().toMillis());
        store.jdbi()
                .useTransaction(
                        handle -> {
                            book.end(handle, id, end);
                            if (from.isBefore(tick)) {
                                Gaps.open(handle, pceId, kind, from, tick, reason, now);
                            }
                        });
        journal.warn(pceName + ": " + reason);
        return end.report(id, kind, sourceProblem);
    }

    private Instant now() {
        return clock.instant().plus(flows.clockOffset());
    }

    private static String sentence(SourceException e) {
        return String.valueOf(e.getMessage());
    }
}
